//! Suspends every account of a list, a few at a time, even if Twilio often responds with "too many requests".
//!
//! ```sh
//! cargo run -p twilio-accounts --example suspend_list -- overdue.txt    # one account SID on each line
//! ```

#[macro_use]
mod support;

use futures_util::{StreamExt as _, stream};
use std::time::Duration;
use support::{Outcome, Twilio};
use twilio_accounts::api::v2010::types::{Account, AccountStatus};
use twilio_accounts::mock_server::Fault;
use twilio_accounts::{Client, Result, RetryPolicy, sid::AccountSid};

/// The number of accounts to change at the same time. Twilio limits the concurrent requests of one account, and all
/// these requests count for the main account.
const AT_ONCE: usize = 4;

#[tokio::main]
async fn main() -> Outcome {
    let argument =
        support::argument("a file with an account SID on each line")?.map(|file| read_list(&file)).transpose()?;
    let twilio = support::connect("suspends every account on the list").await?;
    let accounts = match argument {
        Some(accounts) => accounts,
        None => set_scene(&twilio).await?,
    };
    let (mut suspended, mut failed) = (0, 0);
    for (_, result) in suspend_all(&twilio.client, accounts, AT_ONCE).await {
        // An error for one account does not stop the others.
        match result {
            Ok(_) => suspended += 1,
            Err(_) => failed += 1,
        }
    }
    println!("{suspended} suspended, {failed} failed");
    let advice = "see above why, mend the list where it is wrong, and run this again: suspending twice does no harm";
    if failed == 0 { Ok(()) } else { Err(format!("{failed} could not be suspended: {advice}").into()) }
}

fn read_list(file: &str) -> Outcome<Vec<AccountSid>> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("cannot read {file}: {error}"))?;
    // Some editors begin a file with an invisible byte order mark.
    let text = text.trim_start_matches('\u{feff}');
    text.split_whitespace().map(|sid| sid.parse().map_err(|error| format!("{sid}: {error}").into())).collect()
}

/// Suspends the accounts, `at_once` of them at the same time. Prints each result as soon as it is known, and returns
/// the results in the order in which they finish.
///
/// Suspending an account twice has the same effect as once, so the whole call can be repeated.
pub async fn suspend_all(
    client: &Client,
    accounts: Vec<AccountSid>,
    at_once: usize,
) -> Vec<(AccountSid, Result<Account>)> {
    let patience = patience();
    stream::iter(accounts)
        .map(async |sid| {
            let request = client.api().v2010().account(&sid).update().status(AccountStatus::Suspended);
            let result = request.retry(patience.clone()).await;
            (sid, result)
        })
        .buffer_unordered(at_once)
        .inspect(|(sid, result)| match result {
            Ok(account) => println!("{sid}  {}", account.status.as_str()),
            Err(error) => println!("{sid}  {error}"),
        })
        .collect()
        .await
}

/// Returns a policy for many 429 responses, which a long list causes. A 429 is always safe to repeat, and the client
/// waits as long as Twilio asks for. The default is four attempts and a wait of at most 30 seconds.
pub fn patience() -> RetryPolicy {
    let (wait, deadline) = (Duration::from_secs(120), Duration::from_secs(600));
    RetryPolicy::default().max_attempts(10).max_retry_after(wait).deadline(deadline)
}

/// Adds twelve customers, and makes the mock server reject every third request.
async fn set_scene(twilio: &Twilio) -> Outcome<Vec<AccountSid>> {
    let mock_server = twilio.scene()?;
    let mut accounts = Vec::new();
    for number in 1..=12 {
        let name = format!("Customer {number}");
        accounts.push(twilio.client.api().v2010().accounts().create().friendly_name(name).await?.sid);
    }
    let fault = Fault::too_many_requests().retry_after(1);
    mock_server.inject(fault.every(3).times(usize::MAX));
    Ok(accounts)
}
