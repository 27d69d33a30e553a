//! Rotating the auth token.

use super::files::rotate_auth_token::{prepare, promote, read_token, verify, write_token};
use crate::mock_server::Family;
use twilio_accounts::mock_server::Fault;
use twilio_accounts::{Client, Credentials, ExposeSecret, Result, SecretString};

/// Connects to the same mock server.
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
    let second = prepare(&family.main, connect(&family), store).await.unwrap();
    assert!(!second.is_primary);
    family.main_account().fetch().await.unwrap();
    promote(&second, || true).await.unwrap();
    let main = family.main.account_sid();
    assert!(family.main_account().fetch().await.unwrap_err().is_auth());
    let account = second.client.api().v2010().account(main).fetch().await.unwrap();
    assert_eq!(account.auth_token.unwrap().expose_secret(), stored);
}

#[tokio::test]
async fn a_token_that_cannot_be_stored_is_deleted_and_not_promoted() {
    let family = Family::start().await;
    let error = prepare(&family.main, connect(&family), |_| Err("the disk is full".into())).await.err().unwrap();
    assert_eq!(format!("{error:?}"), "the disk is full");
    family.main_account().fetch().await.unwrap();
    assert!(family.main.accounts().v1().auth_token_promotion().update().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_token_that_does_not_work_is_deleted_and_not_promoted() {
    let family = Family::start().await;
    let to_nobody = |_| connect(&family)(Credentials::auth_token(family.main.account_sid().as_str(), "wrong"));
    let store = |_: &SecretString| panic!("what does not work is not stored");
    assert!(prepare(&family.main, to_nobody, store).await.is_err());
    family.main_account().fetch().await.unwrap();
    assert!(family.main.accounts().v1().auth_token_promotion().update().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn before_everyone_has_the_new_token_nothing_is_promoted() {
    let family = Family::start().await;
    let renewed = prepare(&family.main, connect(&family), |_| Ok(())).await.unwrap();
    let error = promote(&renewed, || false).await.unwrap_err();
    assert!(format!("{error:?}").starts_with("stopped: both tokens work"), "{error:?}");
    family.main_account().fetch().await.unwrap();
    assert!(!family.twilio.requests().iter().any(|request| request.contains("Promote")));
    family.main.accounts().v1().secondary_auth_token().delete().await.unwrap();
}

#[tokio::test]
async fn a_run_that_stopped_is_gone_on_with() {
    let family = Family::start().await;
    let mut stored = SecretString::default();
    let store = |token: &SecretString| {
        stored = token.clone();
        Ok(())
    };
    drop(prepare(&family.main, connect(&family), store).await.unwrap());
    let second = verify(&family.main, connect(&family), stored.clone()).await.unwrap();
    assert!(!second.is_primary);
    promote(&second, || true).await.unwrap();
    assert!(family.main_account().fetch().await.unwrap_err().is_auth());
    let again = verify(&family.main, connect(&family), stored).await.unwrap();
    assert!(again.is_primary, "another run has nothing to promote");
    assert!(promote(&again, || true).await.is_err(), "and would say so");
}

#[tokio::test]
async fn another_token_than_the_stored_one_is_not_taken_for_it() {
    let family = Family::start().await;
    let second = prepare(&family.main, connect(&family), |_| Ok(())).await.unwrap();
    promote(&second, || true).await.unwrap();
    // A colleague's.
    second.client.accounts().v1().secondary_auth_token().create().await.unwrap();
    let error = format!("{:?}", promote(&second, || true).await.unwrap_err());
    assert!(error.starts_with("promoted, but not the token that was stored"), "{error}");
}

#[tokio::test]
async fn a_token_that_was_deleted_meanwhile_is_refused() {
    let family = Family::start().await;
    let second = prepare(&family.main, connect(&family), |_| Ok(())).await.unwrap();
    family.main.accounts().v1().secondary_auth_token().delete().await.unwrap();
    let error = format!("{:?}", promote(&second, || true).await.unwrap_err());
    assert!(error.starts_with("not promoted") && error.ends_with("remove its file"), "{error}");
    assert!(verify(&family.main, connect(&family), SecretString::from("a token")).await.is_err());
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
        let renewed = prepare(&family.main, connect(&family), |_| Ok(())).await.unwrap();
        let error = promote(&renewed, || true).await.unwrap_err();
        assert!(format!("{error:?}").starts_with(expected), "{error:?}");
        assert_eq!(family.main_account().fetch().await.is_ok(), old_works);
        renewed.client.api().v2010().account(family.main.account_sid()).fetch().await.unwrap();
    }
}

#[test]
fn a_token_is_written_for_nobody_else_and_overwrites_nothing() {
    let folder = std::env::temp_dir().join(format!("rotating-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("token.txt");
    assert!(read_token(&file).unwrap().is_none());
    write_token(&file, &SecretString::from("aToken1")).unwrap();
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::PermissionsExt::mode(&file.metadata().unwrap().permissions());
        assert_eq!(mode & 0o777, 0o600);
    }
    write_token(&file, &SecretString::from("another")).unwrap_err();
    assert_eq!(read_token(&file).unwrap().unwrap().expose_secret(), "aToken1");
    for other in ["", "[workspace]\n"] {
        std::fs::write(&file, other).unwrap();
        let error = read_token(&file).unwrap_err();
        assert!(format!("{error:?}").contains("token.txt is there already, and is no token"), "{error:?}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}
