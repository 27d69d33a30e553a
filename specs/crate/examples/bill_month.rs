//! Bills all subaccounts for a month: what their calls and messages cost, per currency, 8 accounts at a time.
//!
//! ```sh
//! cargo run -p twilio-accounts --example bill_month -- 2026-10
//! ```
//!
//! A price is the whole charge. It is negative, and missing until Twilio has computed it. So a bill holds the sum of
//! `-price` for each currency, and the number of charges that are still pending. Bill a month when none are pending.

#[macro_use]
mod support;

use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use indicatif::{ProgressBar, ProgressStyle};
use std::collections::BTreeMap;
use std::time::Duration;
use support::{Outcome, Twilio};
use twilio_accounts::api::v2010::types::{Account, Call, CallStatus, Message, MessageStatus};
use twilio_accounts::{Client, Date, Decimal, Result, RetryPolicy, Timestamp, sid::AccountSid};

/// The number of accounts to read at the same time.
const AT_ONCE: usize = 8;

#[tokio::main]
async fn main() -> Outcome {
    let argument = support::argument("a month, such as 2026-10,")?.map(|month| first_day(&month)).transpose()?;
    let twilio = support::connect("reads, and changes nothing").await?;
    let first = match argument {
        Some(first) => first,
        None => first_day(&set_scene(&twilio).await?)?,
    };
    twilio.require_main().await?;
    let progress = ProgressBar::no_length().with_style(ProgressStyle::with_template("{bar:40} {pos} of {len} {msg}")?);
    let bills = bill_all(&twilio.client, first, &progress).await?;
    let (mut failed, mut pending) = (0, 0);
    for (account, bill) in &bills {
        let bill = match bill {
            Ok(bill) => bill,
            // An error for one account does not stop the bills of the others.
            Err(error) => {
                println!("{}  {:<12}  {error}", account.sid, account.friendly_name);
                failed += 1;
                continue;
            }
        };
        pending += bill.pending;
        let mut parts: Vec<String> =
            bill.totals.iter().map(|(currency, total)| format!("{total} {currency}")).collect();
        if bill.pending > 0 {
            parts.push(format!("{} pending", bill.pending));
        }
        println!("{}  {:<12}  {}", account.sid, account.friendly_name, parts.join(", "));
    }
    let month = first.strftime("%Y-%m");
    println!("{} subaccounts billed for {month}", bills.len() - failed);
    if !is_over(first, Timestamp::now()) {
        println!("{month} is not over (in UTC): what is still to come is not in these bills.");
    }
    if pending > 0 {
        println!("{pending} prices are pending and in none of the totals: bill again when there are none.");
    }
    if failed == 0 { Ok(()) } else { Err(format!("{failed} could not be billed: see above why").into()) }
}

/// Returns the first day of a month that is written like 2026-10.
fn first_day(month: &str) -> Outcome<Date> {
    let first: Option<Date> = format!("{month}-01").parse().ok();
    // `parse` also accepts a date with a time, which is rejected here.
    let first = first.filter(|first| first.strftime("%Y-%m").to_string() == month);
    Ok(first.ok_or("a month is written like 2026-10")?)
}

/// The bill of one account.
#[derive(Debug)]
pub struct Bill {
    /// The known charges for each currency. Charges in different currencies are never added.
    pub totals: BTreeMap<String, Decimal>,
    /// The number of calls and messages without a price yet.
    pub pending: usize,
}

/// Returns the bills of all subaccounts for the month that begins on `first`, in the order of their names.
///
/// Closed accounts are billed too, because they may have made calls earlier. The main account is not billed. If the
/// calls or messages of an account cannot be read, its result is an error instead of a bill. The client needs the
/// auth token of the main account. With an API key, or as a subaccount, it cannot see the other accounts.
///
/// # Errors
/// The accounts cannot be listed.
pub async fn bill_all(client: &Client, first: Date, progress: &ProgressBar) -> Result<Vec<(Account, Result<Bill>)>> {
    let mut accounts: Vec<Account> = client.api().v2010().accounts().list().stream().try_collect().await?;
    accounts.retain(|account| account.sid != *client.account_sid());
    progress.set_length(accounts.len() as u64);
    let mut bills: Vec<_> = stream::iter(accounts)
        .map(async |account| {
            let bill = bill(client, &account.sid, first).await;
            progress.inc(1);
            (account, bill)
        })
        .buffer_unordered(AT_ONCE)
        .collect()
        .await;
    progress.finish_and_clear();
    bills.sort_by(|(a, _), (b, _)| a.friendly_name.cmp(&b.friendly_name));
    Ok(bills)
}

async fn bill(client: &Client, account: &AccountSid, first: Date) -> Result<Bill> {
    let next = after(first);
    let month = midnight(first)..midnight(next);
    let handle = client.api().v2010().account(account);
    let mut bill = Bill { totals: BTreeMap::new(), pending: 0 };

    // Both bounds are inclusive, and a date means midnight. So the list may include the first instant of the next
    // month, which is filtered out below.
    let calls = handle.calls().list().start_time_after(first).start_time_before(next);
    let mut calls = calls.retry(patience()).stream();
    while let Some(call) = calls.try_next().await? {
        if call.start_time.is_some_and(|start| month.contains(&start)) && is_charged_call(&call) {
            bill.add(call.price, call.price_unit);
        }
    }
    let messages = handle.messages().list().date_sent_after(first).date_sent_before(next);
    let mut messages = messages.retry(patience()).stream();
    while let Some(message) = messages.try_next().await? {
        if message.date_sent.is_some_and(|sent| month.contains(&sent)) && is_charged_message(&message) {
            bill.add(message.price, message.price_unit);
        }
    }
    Ok(bill)
}

/// Returns a policy for many 429 responses, which reading hundreds of accounts causes. The default is four attempts
/// and a wait of at most 30 seconds.
fn patience() -> RetryPolicy {
    let (wait, deadline) = (Duration::from_secs(120), Duration::from_secs(600));
    RetryPolicy::default().max_attempts(10).max_retry_after(wait).deadline(deadline)
}

impl Bill {
    fn add(&mut self, price: Option<Decimal>, currency: Option<String>) {
        match (price, currency) {
            (Some(price), Some(currency)) => *self.totals.entry(currency).or_default() -= price,
            _ => self.pending += 1,
        }
    }
}

/// Returns true if the call has a price or will have one. A call that nobody answered never has a price.
fn is_charged_call(call: &Call) -> bool {
    use CallStatus::{Busy, Canceled, Failed, NoAnswer};
    call.price.is_some() || ![Busy, Canceled, Failed, NoAnswer].contains(&call.status)
}

/// Returns true if the message has a price or will have one. A message that was never sent never has a price.
fn is_charged_message(message: &Message) -> bool {
    message.price.is_some() || ![MessageStatus::Canceled, MessageStatus::Failed].contains(&message.status)
}

/// Returns true if the month that begins on `first` is over.
pub fn is_over(first: Date, now: Timestamp) -> bool {
    midnight(after(first)) <= now
}

/// Returns the first day of the next month.
fn after(first: Date) -> Date {
    first.last_of_month().tomorrow().unwrap_or(Date::MAX)
}

/// Returns the timestamp at which a date begins. Twilio uses UTC.
fn midnight(day: Date) -> Timestamp {
    format!("{day}T00:00:00Z").parse().unwrap_or(Timestamp::MAX)
}

/// Adds twenty customers who called in January 2018. Some are in Japan, and some called too late to have a price.
async fn set_scene(twilio: &Twilio) -> Outcome<String> {
    let mock_server = twilio.scene()?;
    for number in 1..=20_u32 {
        let name = format!("Customer {number:02}");
        let account = twilio.client.api().v2010().accounts().create().friendly_name(name).await?.sid;
        let start: Timestamp = "2018-01-15T12:00:00Z".parse()?;
        for call in 0..number {
            let sid = mock_server.past_call(&account, start, 60).ok_or("a new account is active")?;
            match call % 5 {
                4 => {}
                3 => drop(mock_server.charge(&sid, Decimal::new(15, 1), "JPY")),
                _ => drop(mock_server.charge(&sid, Decimal::new(140, 4), "USD")),
            }
        }
    }
    // Slows the responses down, so that the progress can be seen.
    mock_server.latency(Duration::from_millis(50));
    Ok("2018-01".to_owned())
}
