//! Sending a message from a subaccount, with text and with media.

use twilio_accounts::ErrorKind;
use twilio_accounts::api::v2010::types::{MessageDirection, MessageStatus};
use twilio_accounts::sid::{AccountSid, MessagingServiceSid};

use crate::guides::example;
use crate::server::{Exchange, Server};
use crate::timestamp;

const SUBACCOUNT: &str = "ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX";
const MESSAGES: &str = "/2010-04-01/Accounts/ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX/Messages.json";
const FROM: &str = "+14158141829";
const TO: &str = "+16518675310";

#[tokio::test]
async fn a_message_is_sent_from_the_subaccount_in_the_path() {
    let form = [("To", TO), ("Body", "Ahoy there!"), ("From", FROM)];
    let exchange = Exchange::post(MESSAGES).form(&form).answer(201, example("subaccounts_create_message"));
    let server = Server::start([exchange]).await;
    let client = server.client();

    let subaccount = client.api().v2010().account(&AccountSid::from_unvalidated(SUBACCOUNT));
    let message = subaccount.messages().create(TO).body("Ahoy there!").from(FROM).send().await.unwrap();

    assert_eq!(message.sid, "SMaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    assert_eq!(message.account_sid, SUBACCOUNT);
    assert_eq!(message.body.as_deref(), Some("Ahoy there!"));
    assert_eq!(message.status, MessageStatus::Queued);
    assert_eq!(message.direction, Some(MessageDirection::OutboundApi));
    assert_eq!(message.messaging_service_sid.unwrap(), "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    assert_eq!(message.date_sent, Some(timestamp("2023-08-24T05:01:45Z")));
    assert_eq!(message.num_segments.as_deref(), Some("1"));
    assert!(message.price.is_none());
    assert!(message.price_unit.is_none());
    assert!(message.error_code.is_none());
    assert!(message.error_message.is_none());
}

#[tokio::test]
async fn each_media_url_repeats_the_parameter() {
    let (first, second) = ("https://demo.twilio.com/owl.png", "https://demo.twilio.com/a b.png?x=1&y=2");
    let form = [("To", TO), ("From", FROM), ("MediaUrl", first), ("MediaUrl", second)];
    let exchange = Exchange::post(MESSAGES).form(&form).answer(201, example("subaccounts_create_message"));
    let server = Server::start([exchange]).await;
    let client = server.client();

    let messages = client.api().v2010().account(&AccountSid::from_unvalidated(SUBACCOUNT)).messages();
    messages.create(TO).from(FROM).media_url([first, second]).await.unwrap();
}

#[tokio::test]
async fn a_messaging_service_does_instead_of_a_sender() {
    let service: MessagingServiceSid = "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".parse().unwrap();
    let form = [("To", TO), ("MessagingServiceSid", service.as_str()), ("Body", "Ahoy there!")];
    let exchange = Exchange::post(MESSAGES).form(&form).answer(201, example("subaccounts_create_message"));
    let server = Server::start([exchange]).await;
    let client = server.client();

    let messages = client.api().v2010().account(&AccountSid::from_unvalidated(SUBACCOUNT)).messages();
    messages.create(TO).messaging_service_sid(service.clone()).body("Ahoy there!").await.unwrap();
}

#[tokio::test]
async fn a_message_without_sender_or_content_is_refused_before_it_is_sent() {
    let server = Server::start([]).await;
    let client = server.client();

    let messages = client.api().v2010().account(&AccountSid::from_unvalidated(SUBACCOUNT)).messages();
    let no_sender = messages.create(TO).body("Ahoy there!").await.unwrap_err();
    let no_content = messages.create(TO).from(FROM).await.unwrap_err();
    let no_media = messages.create(TO).from(FROM).media_url(Vec::<String>::new()).await.unwrap_err();

    assert_eq!(no_sender.kind(), ErrorKind::InvalidRequest);
    assert_eq!(no_sender.message(), "one of From, MessagingServiceSid must be set");
    assert_eq!(no_content.message(), "one of Body, MediaUrl, ContentSid must be set");
    assert_eq!(no_media.message(), no_content.message());
}
