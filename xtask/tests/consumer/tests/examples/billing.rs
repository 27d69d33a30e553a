//! Bills for a month.

use super::files::bill_month::{bill_all, is_over};
use crate::mock_server::{Family, buy};
use indicatif::ProgressBar;
use twilio_accounts::mock_server::Fault;
use twilio_accounts::{Date, Decimal};

#[tokio::test]
async fn a_bill_adds_up_prices_per_currency_and_counts_what_is_pending() {
    let family = Family::start().await;
    let sub = &family.sub.sid;
    let dollars = [("2018-01-01T00:00:00Z", 2), ("2018-01-31T23:59:59Z", 3)];
    let outside = [("2017-12-31T23:59:59Z", 100), ("2018-02-01T00:00:00Z", 100)];
    for (start, cost) in dollars.into_iter().chain(outside) {
        let call = family.twilio.past_call(sub, start.parse().unwrap(), 60).unwrap();
        assert!(family.twilio.charge(&call, Decimal::new(cost, 2), "USD"));
    }
    let noon = || "2018-01-15T12:00:00Z".parse().unwrap();
    let in_yen = family.twilio.past_call(sub, noon(), 60).unwrap();
    family.twilio.charge(&in_yen, Decimal::new(15, 1), "JPY");
    family.twilio.past_call(sub, noon(), 60).unwrap();
    // The main account is not billed.
    family.twilio.past_call(family.main.account_sid(), noon(), 60).unwrap();

    let bills = bill_all(&family.main, Date::constant(2018, 1, 1), &ProgressBar::hidden()).await.unwrap();
    assert_eq!(bills.len(), 1);
    let (account, bill) = &bills[0];
    let bill = bill.as_ref().unwrap();
    assert_eq!(account.sid, *sub);
    let totals: Vec<_> = bill.totals.iter().map(|(currency, total)| (currency.as_str(), *total)).collect();
    assert_eq!(totals, [("JPY", Decimal::new(15, 1)), ("USD", Decimal::new(5, 2))]);
    assert_eq!(bill.pending, 1);
}

#[tokio::test]
async fn messages_are_billed_with_calls() {
    let family = Family::start().await;
    buy(&family.sub_account(), "+14155550100").await;
    let create = family.sub_account().messages().create("+14155550199").from("+14155550100").body("Ahoy");
    let message = create.await.unwrap().sid;
    family.twilio.deliver_message(&message);
    family.twilio.charge(&message, Decimal::new(75, 4), "USD");
    let today = family.sub_account().message(&message).fetch().await.unwrap().date_sent.unwrap();
    let first: Date = today.strftime("%Y-%m-01").to_string().parse().unwrap();
    let bills = bill_all(&family.main, first, &ProgressBar::hidden()).await.unwrap();
    assert_eq!(bills[0].1.as_ref().unwrap().totals["USD"], Decimal::new(75, 4));
}

#[tokio::test]
async fn accounts_are_read_eight_at_a_time_and_each_moves_the_bar() {
    let family = Family::start().await;
    for _ in 1..20 {
        family.sibling().await;
    }
    family.twilio.latency(std::time::Duration::from_millis(5));
    let progress = ProgressBar::hidden();
    let bills = bill_all(&family.main, Date::constant(2018, 1, 1), &progress).await.unwrap();
    assert_eq!((bills.len(), progress.position(), progress.length()), (20, 20, Some(20)));
    let most = family.twilio.most_requests_at_once();
    assert!((2..=8).contains(&most), "{most} at once");
}

#[tokio::test]
async fn one_that_cannot_be_billed_keeps_nobody_else() {
    let family = Family::start().await;
    let sibling = family.sibling().await;
    family.twilio.inject(Fault::server_error(503).on(format!("{sibling}/Messages")).times(usize::MAX));
    let bills = bill_all(&family.main, Date::constant(2018, 1, 1), &ProgressBar::hidden()).await.unwrap();
    let outcomes: Vec<_> = bills.iter().map(|(account, bill)| (&account.sid, bill.is_ok())).collect();
    assert_eq!(outcomes, [(&sibling, false), (&family.sub.sid, true)]);
}

#[test]
fn a_month_is_over_when_the_next_one_has_begun() {
    let is_over = |now: &str| is_over(Date::constant(2018, 12, 1), now.parse().unwrap());
    assert!(!is_over("2018-11-30T12:00:00Z") && !is_over("2018-12-31T23:59:59Z"));
    assert!(is_over("2019-01-01T00:00:00Z"));
}
