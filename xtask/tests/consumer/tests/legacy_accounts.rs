//! The accounts of the guide of 2010: weekdays that contradict the date, and links that are "".

use futures_util::TryStreamExt;
use twilio_accounts::ExposeSecret;
use twilio_accounts::api::v2010::types::{Account, AccountStatus};

use crate::guides::example;
use crate::server::{Exchange, Server};
use crate::timestamp;

#[tokio::test]
async fn the_date_decides_where_the_weekday_contradicts_it() {
    let exchange = Exchange::get("/2010-04-01/Accounts.json").query(&[("Status", "active"), ("PageSize", "1000")]);
    let server = Server::start([exchange.answer(200, example("legacy_list_active"))]).await;
    let client = server.client();

    let list = client.api().v2010().accounts().list().status(AccountStatus::Active);
    let accounts: Vec<Account> = list.stream().try_collect().await.unwrap();

    let [main, subaccount] = accounts.as_slice() else { panic!("expected two accounts, found {accounts:?}") };
    assert_eq!(main.friendly_name, "Chieftain");
    assert_eq!(main.date_created, timestamp("2010-01-12T04:41:09Z"));
    assert_eq!(Some(&main.sid), main.owner_account_sid.as_ref());
    // `Tue, 16 Jan 2010` was a Saturday, `Tue, 17 Jan 2011` a Monday.
    assert_eq!(subaccount.friendly_name, "Chieftain Subaccount");
    assert_eq!(subaccount.date_created, timestamp("2010-01-16T04:41:09Z"));
    assert_eq!(subaccount.date_updated, timestamp("2011-01-17T07:24:36Z"));
    assert_eq!(subaccount.auth_token.as_ref().unwrap().expose_secret(), "redacted");
    // The guide's own URI names another account than its SID.
    assert_eq!(subaccount.sid, "AC755325d45d80675b4727a7a54e1b4ce2");
    assert_eq!(subaccount.uri.as_deref(), Some("/2010-04-01/Accounts/AC755325d45d80675a4727a7a54e1b4ce4"));
    assert!(subaccount.subresource_uris.as_ref().unwrap().contains_key("sandbox"));
}
