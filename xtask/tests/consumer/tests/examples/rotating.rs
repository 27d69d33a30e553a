//! Rotating the auth token.

use super::files::rotate_auth_token::rotate;
use crate::stand_in::Family;
use twilio_accounts::{Client, Credentials, ExposeSecret, Result, SecretString};

/// Connects to the same stand-in.
fn connect(family: &Family) -> impl Fn(Credentials) -> Result<Client> {
    |credentials| family.twilio.client_builder().credentials(credentials).build()
}

#[tokio::test]
async fn the_new_token_is_stored_and_works_and_the_old_one_does_not() {
    let family = Family::start().await;
    let mut stored = String::new();
    let store = |token: &SecretString| {
        token.expose_secret().clone_into(&mut stored);
        Ok(())
    };
    let renewed = rotate(&family.main, connect(&family), store).await.unwrap();
    let main = family.main.account_sid();
    assert!(family.main_account().fetch().await.unwrap_err().is_auth());
    let account = renewed.api().v2010().account(main).fetch().await.unwrap();
    assert_eq!(account.auth_token.unwrap().expose_secret(), stored);
}

#[tokio::test]
async fn a_token_that_cannot_be_stored_is_deleted_and_not_promoted() {
    let family = Family::start().await;
    let error = rotate(&family.main, connect(&family), |_| Err("the disk is full".into())).await.unwrap_err();
    assert_eq!(format!("{error:?}"), "the disk is full");
    family.main_account().fetch().await.unwrap();
    assert!(family.main.accounts().v1().auth_token_promotion().update().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_token_that_does_not_work_is_deleted_and_not_promoted() {
    let family = Family::start().await;
    let to_nobody = |_| connect(&family)(Credentials::auth_token(family.main.account_sid().as_str(), "wrong"));
    let store = |_: &SecretString| panic!("what does not work is not stored");
    rotate(&family.main, to_nobody, store).await.unwrap_err();
    family.main_account().fetch().await.unwrap();
    assert!(family.main.accounts().v1().auth_token_promotion().update().await.unwrap_err().is_not_found());
}
