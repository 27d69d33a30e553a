//! Rotating the auth token.

use super::files::rotate_auth_token::{refuse_existing, rotate, write_token};
use crate::stand_in::Family;
use twilio_accounts::stand_in::Fault;
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
    let renewed = rotate(&family.main, connect(&family), store, || true).await.unwrap();
    let main = family.main.account_sid();
    assert!(family.main_account().fetch().await.unwrap_err().is_auth());
    let account = renewed.api().v2010().account(main).fetch().await.unwrap();
    assert_eq!(account.auth_token.unwrap().expose_secret(), stored);
}

#[tokio::test]
async fn a_token_that_cannot_be_stored_is_deleted_and_not_promoted() {
    let family = Family::start().await;
    let error = rotate(&family.main, connect(&family), |_| Err("the disk is full".into()), || true).await.unwrap_err();
    assert_eq!(format!("{error:?}"), "the disk is full");
    family.main_account().fetch().await.unwrap();
    assert!(family.main.accounts().v1().auth_token_promotion().update().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_token_that_does_not_work_is_deleted_and_not_promoted() {
    let family = Family::start().await;
    let to_nobody = |_| connect(&family)(Credentials::auth_token(family.main.account_sid().as_str(), "wrong"));
    let store = |_: &SecretString| panic!("what does not work is not stored");
    rotate(&family.main, to_nobody, store, || true).await.unwrap_err();
    family.main_account().fetch().await.unwrap();
    assert!(family.main.accounts().v1().auth_token_promotion().update().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn before_everyone_has_the_new_token_nothing_is_promoted() {
    let family = Family::start().await;
    let is_stored = std::cell::Cell::new(false);
    let store = |_: &SecretString| {
        is_stored.set(true);
        Ok(())
    };
    let no = || {
        assert!(is_stored.get(), "who is asked can give the token to everyone");
        false
    };
    let error = rotate(&family.main, connect(&family), store, no).await.unwrap_err();
    assert!(format!("{error:?}").starts_with("stopped: both tokens work"), "{error:?}");
    family.main_account().fetch().await.unwrap();
    assert!(!family.twilio.requests().iter().any(|request| request.contains("Promote")));
    family.main.accounts().v1().secondary_auth_token().delete().await.unwrap();
}

#[tokio::test]
async fn an_error_from_promoting_says_which_token_works() {
    for (fault, expected, old_works) in [
        (Fault::server_error(503).after_processing(), "maybe promoted (POST", false),
        (Fault::server_error(503), "maybe promoted (POST", true),
        (Fault::too_many_requests().retry_after(3600), "not promoted (POST", true),
    ] {
        let family = Family::start().await;
        family.twilio.inject(fault.on("Promote"));
        let mut new = SecretString::default();
        let store = |token: &SecretString| {
            new = token.clone();
            Ok(())
        };
        let error = rotate(&family.main, connect(&family), store, || true).await.unwrap_err();
        assert!(format!("{error:?}").starts_with(expected), "{error:?}");
        assert_eq!(family.main_account().fetch().await.is_ok(), old_works);
        let new = connect(&family)(Credentials::auth_token(family.main.account_sid().as_str(), new)).unwrap();
        new.api().v2010().account(family.main.account_sid()).fetch().await.unwrap();
    }
}

#[test]
fn a_token_is_written_for_nobody_else_and_overwrites_nothing() {
    let folder = std::env::temp_dir().join(format!("rotating-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("token.txt");
    refuse_existing(&file).unwrap();
    write_token(&file, &SecretString::from("a token")).unwrap();
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::PermissionsExt::mode(&file.metadata().unwrap().permissions());
        assert_eq!(mode & 0o777, 0o600);
    }
    let error = refuse_existing(&file).unwrap_err();
    assert!(format!("{error:?}").contains("token.txt is there already"), "{error:?}");
    write_token(&file, &SecretString::from("another")).unwrap_err();
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "a token");
    std::fs::remove_dir_all(&folder).unwrap();
}
