//! Suspending everyone on a list.

use super::files::suspend_list::{patience, suspend_all};
use crate::mock_server::Family;
use std::time::Duration;
use twilio_accounts::api::v2010::types::AccountStatus;
use twilio_accounts::mock_server::Fault;
use twilio_accounts::sid::AccountSid;

#[tokio::test]
async fn everyone_is_suspended_however_often_there_are_too_many_requests() {
    let family = Family::start().await;
    let mut list = vec![family.sub.sid.clone()];
    for _ in 1..20 {
        list.push(family.sibling().await);
    }
    let before = family.twilio.requests().len();
    let fault = Fault::too_many_requests().retry_after(0);
    family.twilio.inject(fault.every(3).times(usize::MAX)).latency(Duration::from_millis(5));
    let outcomes = suspend_all(&family.main, list, 4).await;
    assert_eq!(outcomes.len(), 20);
    for (sid, outcome) in outcomes {
        let account = outcome.unwrap();
        assert_eq!((account.sid, account.status), (sid, AccountStatus::Suspended));
    }
    // 20 that count, and each third was one that did not.
    assert_eq!(family.twilio.requests().len() - before, 29);
    let most = family.twilio.most_requests_at_once();
    assert!((2..=4).contains(&most), "{most} at once");
}

#[test]
fn waits_that_are_longer_than_the_default_are_waited_for() {
    let policy = format!("{:?}", patience());
    assert!(policy.contains("max_retry_after: 120s") && policy.contains("deadline: Some(600s)"), "{policy}");
}

#[tokio::test]
async fn one_that_fails_keeps_nobody_else() {
    let family = Family::start().await;
    let nobody = AccountSid::from_unvalidated("AC00000000000000000000000000000000");
    let list = vec![nobody.clone(), family.main.account_sid().clone(), family.sub.sid.clone()];
    let outcomes = suspend_all(&family.main, list, 1).await;
    let suspended: Vec<_> = outcomes.iter().filter(|(_, outcome)| outcome.is_ok()).map(|(sid, _)| sid).collect();
    assert_eq!(suspended, [&family.sub.sid]);
    assert!(outcomes[0].1.as_ref().unwrap_err().is_not_found());
}
