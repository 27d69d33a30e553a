//! Suspending, reactivating and closing a subaccount, as the guides of both years do.

use twilio_accounts::ErrorKind;
use twilio_accounts::api::v2010::types::{Account, AccountStatus};
use twilio_accounts::sid::AccountSid;

use crate::guides::example;
use crate::server::{Exchange, Server};
use crate::timestamp;

/// Changes the status of this account; the server answers with the guide's example.
async fn change(sid: &str, status: AccountStatus, guide: &str) -> Account {
    let exchange = Exchange::post(format!("/2010-04-01/Accounts/{sid}.json")).form(&[("Status", status.as_str())]);
    let server = Server::start([exchange.answer(200, example(guide))]).await;
    let client = server.client();
    client.api().v2010().account(&AccountSid::from_unvalidated(sid)).update().status(status).await.unwrap()
}

#[tokio::test]
async fn a_subaccount_is_suspended() {
    for (sid, guide) in [
        ("ACXXXX-SUBACCOUNT-SID-XXXX", "subaccounts_suspend"),
        ("ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX", "accounts_suspend"),
    ] {
        let account = change(sid, AccountStatus::Suspended, guide).await;

        assert_eq!(account.sid, sid);
        assert_eq!(account.status, AccountStatus::Suspended);
        assert_eq!(account.date_updated, timestamp("2015-07-30T20:00:00Z"));
    }
}

#[tokio::test]
async fn a_suspended_subaccount_is_reactivated() {
    for (sid, guide) in [
        ("ACXXXX-SUBACCOUNT-SID-XXXX", "subaccounts_reactivate"),
        ("ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX", "accounts_reactivate"),
    ] {
        let account = change(sid, AccountStatus::Active, guide).await;

        assert_eq!(account.sid, sid);
        assert_eq!(account.status, AccountStatus::Active);
    }
}

#[tokio::test]
async fn a_subaccount_is_closed() {
    for (sid, guide) in
        [("ACXXXX-SUBACCOUNT-SID-XXXX", "subaccounts_close"), ("ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX", "accounts_close")]
    {
        let account = change(sid, AccountStatus::Closed, guide).await;

        assert_eq!(account.sid, sid);
        assert_eq!(account.status, AccountStatus::Closed);
    }
}

#[tokio::test]
async fn closing_the_main_account_is_an_error_that_says_what_twilio_said() {
    let path = "/2010-04-01/Accounts/ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.json";
    let body = serde_json::json!({ "code": 20006, "message": "Access Denied", "status": 403 });
    let exchange = Exchange::post(path).form(&[("Status", "closed")]).answer(403, body);
    let server = Server::start([exchange]).await;
    let client = server.client();

    let main_account = client.account_sid().clone();
    let update = client.api().v2010().account(&main_account).update().status(AccountStatus::Closed);
    let error = update.await.unwrap_err();

    assert_eq!(error.kind(), ErrorKind::Api);
    assert!(error.is_auth());
    assert!(!error.is_ambiguous());
    assert_eq!(error.message(), "Access Denied");
}
