//! Values of one enum for a parameter that expects another enum.

use crate::runtime::ErrorKind;
use crate::sample::{NextStatus, UpdateWidget, WidgetSid, WidgetStatus};

use super::server::{Reply, TestServer, ok};

/// Returns the body that the server receives.
async fn received(change: impl FnOnce(UpdateWidget) -> UpdateWidget) -> String {
    let server = TestServer::start([ok(r#"{"sid": "WI1"}"#)]).await;
    let update = server.widgets().widget(WidgetSid::from_unvalidated("WI1")).update();
    change(update).send().await.unwrap();
    server.only().body
}

#[tokio::test]
async fn values_that_both_have_are_sent_and_so_are_the_own_ones_and_text() {
    assert_eq!(received(|update| update.next_status(WidgetStatus::Active)).await, "NextStatus=active");
    assert_eq!(received(|update| update.next_status(NextStatus::Active)).await, "NextStatus=active");
    assert_eq!(received(|update| update.next_status("on-hold")).await, "NextStatus=on-hold");
    let both = [WidgetStatus::Active, WidgetStatus::from("active")];
    assert_eq!(received(|update| update.then(both)).await, "Then=active&Then=active");
}

#[tokio::test]
async fn other_values_are_refused_before_anything_is_sent() {
    let server = TestServer::start([] as [Reply; 0]).await;
    for status in [WidgetStatus::InRepair, WidgetStatus::from("on-hold")] {
        let update = || server.widgets().widget(WidgetSid::from_unvalidated("WI1")).update();
        let sentence = format!("cannot be set: `{status}` is none of the values of NextStatus");
        for update in [update().next_status(status.clone()), update().then([WidgetStatus::Active, status])] {
            let error = update.send().await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidRequest);
            assert!(error.to_string().contains(&sentence), "{error}");
        }
    }
    assert!(server.received().is_empty());
}
