//! Secondary auth tokens and their promotion.

use super::{Family, client, refusal};
use twilio_accounts::{Credentials, ExposeSecret};

#[tokio::test]
async fn there_is_nothing_to_promote_without_a_secondary_token() {
    let family = Family::start().await;
    let error = family.main.accounts().v1().auth_token_promotion().update().await.unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(error.message(), "The requested resource /AuthTokens/Promote was not found");
}

#[tokio::test]
async fn both_tokens_work_until_promotion_kills_the_old_one() {
    let family = Family::start().await;
    let main = family.main.account_sid();
    let token = family.main.accounts().v1().secondary_auth_token().create().await.unwrap().secondary_auth_token;
    let renewed = client(&family.twilio, Credentials::auth_token(main.as_str(), token.clone()));
    renewed.api().v2010().account(main).fetch().await.unwrap();
    family.main_account().fetch().await.unwrap();

    let promoted = family.main.accounts().v1().auth_token_promotion().update().await.unwrap();
    assert_eq!(promoted.auth_token.expose_secret(), token.expose_secret());
    assert_eq!(refusal(family.main_account().fetch().await), (401, 20003));
    renewed.api().v2010().account(main).fetch().await.unwrap();
    // What was promoted is no longer a secondary token.
    assert_eq!(refusal(renewed.accounts().v1().auth_token_promotion().update().await), (404, 20404));
    family.twilio.client().unwrap().api().v2010().account(main).fetch().await.unwrap();
}

#[tokio::test]
async fn a_deleted_secondary_token_no_longer_authenticates() {
    let family = Family::start().await;
    let secondary = || family.sub_client.accounts().v1().secondary_auth_token();
    let token = secondary().create().await.unwrap().secondary_auth_token;
    let renewed = client(&family.twilio, Credentials::auth_token(family.sub.sid.as_str(), token));
    secondary().delete().await.unwrap();
    assert_eq!(refusal(renewed.api().v2010().account(&family.sub.sid).fetch().await), (401, 20003));
    assert_eq!(refusal(secondary().delete().await), (404, 20404));
}

#[tokio::test]
async fn the_tokens_are_those_of_the_caller() {
    let family = Family::start().await;
    let secondary = family.sub_client.accounts().v1().secondary_auth_token().create().await.unwrap();
    assert_eq!(secondary.account_sid, family.sub.sid);
    assert_eq!(refusal(family.main.accounts().v1().auth_token_promotion().update().await), (404, 20404));
}
