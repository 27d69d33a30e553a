//! Balance and usage, added up from prices.

use super::Family;
use futures_util::TryStreamExt;
use twilio_accounts::api::v2010::account::usage::record::ListUsageRecord;
use twilio_accounts::api::v2010::types::UsageRecord;
use twilio_accounts::{Date, Decimal};

async fn calls(list: ListUsageRecord) -> (Option<String>, Option<Decimal>) {
    let record: UsageRecord = list.category("calls").stream().try_next().await.unwrap().unwrap();
    (record.count, record.price)
}

#[tokio::test]
async fn usage_is_that_of_the_days_asked_for_with_or_without_subaccounts() {
    let family = Family::start().await;
    for (start, cost) in [("2018-01-31T23:59:59Z", 2), ("2018-02-01T00:00:00Z", 3)] {
        let call = family.twilio.past_call(&family.sub.sid, start.parse().unwrap(), 60).unwrap();
        family.twilio.charge(&call, Decimal::new(cost, 2), "USD");
    }
    let list = || family.sub_account().usage().records().list();
    assert_eq!(calls(list()).await, (Some("2".to_owned()), Some(Decimal::new(5, 2))));
    let january = list().start_date(Date::constant(2018, 1, 1)).end_date(Date::constant(2018, 1, 31));
    assert_eq!(calls(january).await, (Some("1".to_owned()), Some(Decimal::new(2, 2))));
    let main = || family.main_account().usage().records().list();
    assert_eq!(calls(main()).await.1, Some(Decimal::new(5, 2)));
    assert_eq!(calls(main().include_subaccounts(false)).await.1, Some(Decimal::ZERO));
}

#[tokio::test]
async fn the_main_account_pays_for_everyone_and_a_subaccount_has_no_balance() {
    let family = Family::start().await;
    let before = family.main_account().balance().fetch().await.unwrap().balance.unwrap();
    let call = family.twilio.past_call(&family.sub.sid, "2018-01-15T12:00:00Z".parse().unwrap(), 60).unwrap();
    family.twilio.charge(&call, Decimal::new(150, 2), "USD");
    let after = family.main_account().balance().fetch().await.unwrap();
    assert_eq!((before - after.balance.unwrap(), after.currency.as_deref()), (Decimal::new(150, 2), Some("USD")));
    assert_eq!(family.sub_account().balance().fetch().await.unwrap().balance, None);
}
