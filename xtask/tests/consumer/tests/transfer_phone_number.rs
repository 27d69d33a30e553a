//! Transferring a phone number from the main account to a subaccount.

use twilio_accounts::HttpMethod;
use twilio_accounts::api::v2010::types::{IncomingPhoneNumberAddressRequirements, IncomingPhoneNumberEmergencyStatus};
use twilio_accounts::sid::{AccountSid, PhoneNumberSid};

use crate::guides::example;
use crate::server::{Exchange, Server};
use crate::timestamp;

const CURRENT_OWNER: &str = "AC00000000000000000000000000000001";
const NEW_OWNER: &str = "AC00000000000000000000000000000002";
const NUMBER: &str = "PNXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX";
const PATH: &str = "/2010-04-01/Accounts/AC00000000000000000000000000000001/IncomingPhoneNumbers/PNXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX.json";

#[tokio::test]
async fn the_current_owner_is_in_the_path_and_the_new_one_in_the_form() {
    let exchange = Exchange::post(PATH).form(&[("AccountSid", NEW_OWNER)]);
    let server = Server::start([exchange.answer(200, example("subaccounts_transfer_number"))]).await;
    let client = server.client();

    let current_owner: AccountSid = CURRENT_OWNER.parse().unwrap();
    let new_owner: AccountSid = NEW_OWNER.parse().unwrap();
    let account = client.api().v2010().account(&current_owner);
    let number = account.incoming_phone_number(&PhoneNumberSid::from_unvalidated(NUMBER));
    let moved = number.update().transfer_to(&new_owner).send().await.unwrap();

    assert_eq!(moved.account_sid, new_owner);
    assert_eq!(moved.sid, NUMBER);
    assert_eq!(moved.friendly_name.as_deref(), Some("My Company Line"));
    assert_eq!(moved.phone_number.as_deref(), Some("+15105647903"));
    assert_eq!(moved.date_created, Some(timestamp("2015-07-30T23:19:04Z")));
    assert_eq!(moved.address_sid.unwrap(), "ADXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX");
    assert_eq!(moved.identity_sid.unwrap(), "RIXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX");
    assert_eq!(moved.address_requirements, Some(IncomingPhoneNumberAddressRequirements::None));
    assert_eq!(moved.emergency_status, Some(IncomingPhoneNumberEmergencyStatus::Inactive));
    assert_eq!(moved.voice_method, Some(HttpMethod::Post));
    assert_eq!((moved.beta, moved.voice_caller_id_lookup), (Some(false), Some(false)));
    let capabilities = moved.capabilities.unwrap();
    assert_eq!((capabilities.mms, capabilities.sms, capabilities.voice), (Some(true), Some(false), Some(true)));
}

#[tokio::test]
async fn urls_that_are_empty_or_null_are_absent() {
    let exchange = Exchange::post(PATH).form(&[("AccountSid", NEW_OWNER)]);
    let server = Server::start([exchange.answer(200, example("subaccounts_transfer_number"))]).await;
    let client = server.client();

    let account = client.api().v2010().account(&CURRENT_OWNER.parse().unwrap());
    let number = account.incoming_phone_number(&PhoneNumberSid::from_unvalidated(NUMBER));
    let moved = number.update().transfer_to(AccountSid::try_from(NEW_OWNER).unwrap()).await.unwrap();

    assert!(moved.sms_url.is_none());
    assert!(moved.sms_fallback_url.is_none());
    assert!(moved.status_callback.is_none());
    assert!(moved.voice_url.is_none());
    assert!(moved.voice_fallback_url.is_none());
    assert!(moved.sms_application_sid.is_none());
    assert!(moved.trunk_sid.is_none());
}
