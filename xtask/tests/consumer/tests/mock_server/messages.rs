//! Sending, redacting and deleting messages.

use super::{Family, buy, refusal};
use twilio_accounts::api::v2010::types::{CreateMessageScheduleType, MessageStatus, UpdateMessageStatus};

#[tokio::test]
async fn a_message_needs_a_number_of_the_account() {
    let family = Family::start().await;
    let create = || family.sub_account().messages().create("+14155550199");
    assert_eq!(refusal(create().from("+14155550100").body("Ahoy").await), (400, 21660));
    buy(&family.sub_account(), "+14155550100").await;
    let message = create().from("+14155550100").body("Ahoy").await.unwrap();
    assert_eq!((message.status, message.price, message.date_sent), (MessageStatus::Queued, None, None));
}

#[tokio::test]
async fn a_message_is_deleted_after_delivery_only() {
    let family = Family::start().await;
    buy(&family.sub_account(), "+14155550100").await;
    let message = family.sub_account().messages().create("+14155550199").from("+14155550100").body("Ahoy");
    let sid = message.await.unwrap().sid;
    let message = family.sub_account().message(&sid);
    assert_eq!(refusal(message.delete().await), (409, 20009));
    assert!(family.twilio.deliver_message(&sid));
    assert_eq!(message.fetch().await.unwrap().status, MessageStatus::Delivered);
    assert_eq!(message.update().body("").await.unwrap().body, None, "the text is gone");
    assert_eq!(refusal(message.update().body("Another text").await), (400, 20001));
    message.delete().await.unwrap();
    assert_eq!(refusal(message.fetch().await), (404, 20404));
}

#[tokio::test]
async fn a_scheduled_message_can_be_canceled_once() {
    let family = Family::start().await;
    let service = twilio_accounts::sid::MessagingServiceSid::from_unvalidated("MG00000000000000000000000000000000");
    let create = family.sub_account().messages().create("+14155550199").messaging_service_sid(&service).body("Later");
    let send_at = "2030-01-01T00:00:00Z".parse().unwrap();
    let message = create.schedule_type(CreateMessageScheduleType::Fixed).send_at(send_at).await.unwrap();
    assert_eq!(message.status, MessageStatus::Scheduled);
    let cancel = || family.sub_account().message(&message.sid).update().status(UpdateMessageStatus::Canceled).send();
    assert_eq!(cancel().await.unwrap().status, MessageStatus::Canceled);
    assert_eq!(refusal(cancel().await), (400, 20001));
}
