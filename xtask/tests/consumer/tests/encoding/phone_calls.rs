//! Calls the operations of messages, calls and phone numbers, with required arguments and with every parameter.

use twilio_accounts::api::v2010::types::{
    CallStatus, CreateMessageAddressRetention, CreateMessageContentRetention, CreateMessageRiskCheck,
    CreateMessageScheduleType, CreateMessageTrafficType, IncomingPhoneNumberEmergencyStatus,
    IncomingPhoneNumberVoiceReceiveMode, UpdateCallStatus, UpdateMessageStatus,
};
use twilio_accounts::sid::{
    AccountSid, AddressSid, ApplicationSid, BundleSid, ByocSid, CallSid, ContentSid, IdentitySid, MessageSid,
    MessagingServiceSid, PhoneNumberSid, TrunkSid,
};
use twilio_accounts::{Date, Decimal, HttpMethod};

use crate::timestamp;

use super::arguments::{PLAIN, RESERVED, TEXTS, text};
use super::recorder::Recorder;
use super::{EVERYTHING, REQUIRED};

/// Records these operations.
pub async fn record(recorder: &mut Recorder) {
    messages(recorder).await;
    calls(recorder).await;
    numbers(recorder).await;
}

/// Messages.
async fn messages(recorder: &mut Recorder) {
    let account_with = |sid: &str| recorder.client.api().v2010().account(&AccountSid::from_unvalidated(sid));
    let (plain, reserved) = (account_with(PLAIN), account_with(RESERVED));
    let message_plain = plain.message(&MessageSid::from_unvalidated(PLAIN));
    let message_reserved = reserved.message(&MessageSid::from_unvalidated(RESERVED));
    let (day, moment) = (|day| Date::constant(2008, 1, day), timestamp("2024-01-31T08:30:59.75+05:30"));
    recorder.record(REQUIRED, plain.messages().list()).await;
    let everything = reserved
        .messages()
        .list()
        .to(text("to"))
        .from(text("from"))
        .date_sent(day(2))
        .date_sent_before(day(3))
        .date_sent_after(moment)
        .page_size(37);
    recorder.record(EVERYTHING, everything).await;
    recorder.record(REQUIRED, plain.messages().create(PLAIN).from(PLAIN).body(PLAIN)).await;
    let everything = reserved
        .messages()
        .create(text("create"))
        .from(text("from"))
        .messaging_service_sid(MessagingServiceSid::from_unvalidated(text("messaging_service_sid")))
        .body(text("body"))
        .media_url(TEXTS)
        .content_sid(ContentSid::from_unvalidated(text("content_sid")))
        .content_variables(text("content_variables"))
        .status_callback(text("status_callback"))
        .application_sid(ApplicationSid::from_unvalidated(text("application_sid")))
        .validity_period(8)
        .schedule_type(CreateMessageScheduleType::from(text("schedule_type")))
        .send_at(moment)
        .send_as_mms(true)
        .shorten_urls(false)
        .smart_encoded(true)
        .provide_feedback(false)
        .content_retention(CreateMessageContentRetention::from(text("content_retention")))
        .address_retention(CreateMessageAddressRetention::from(text("address_retention")))
        .risk_check(CreateMessageRiskCheck::from(text("risk_check")))
        .fallback_from(text("fallback_from"))
        .persistent_action(TEXTS)
        .traffic_type(CreateMessageTrafficType::from(text("traffic_type")))
        .attempt(14000)
        .force_delivery(false)
        .max_price(Decimal::new(-12345, 3));
    recorder.record(EVERYTHING, everything).await;
    recorder.record(REQUIRED, message_plain.fetch()).await;
    recorder.record(EVERYTHING, message_reserved.fetch()).await;
    recorder.record(REQUIRED, message_plain.update()).await;
    let everything = message_reserved.update().body(text("body")).status(UpdateMessageStatus::from(text("status")));
    recorder.record(EVERYTHING, everything).await;
    recorder.record(REQUIRED, message_plain.delete()).await;
    recorder.record(EVERYTHING, message_reserved.delete()).await;
}

/// Calls.
async fn calls(recorder: &mut Recorder) {
    let account_with = |sid: &str| recorder.client.api().v2010().account(&AccountSid::from_unvalidated(sid));
    let (plain, reserved) = (account_with(PLAIN), account_with(RESERVED));
    let call_plain = plain.call(&CallSid::from_unvalidated(PLAIN));
    let call_reserved = reserved.call(&CallSid::from_unvalidated(RESERVED));
    let (day, moment) = (|day| Date::constant(2008, 1, day), timestamp("2024-01-31T08:30:59.75+05:30"));
    recorder.record(REQUIRED, plain.calls().list()).await;
    let everything = reserved
        .calls()
        .list()
        .to(text("to"))
        .from(text("from"))
        .parent_call_sid(CallSid::from_unvalidated(text("parent_call_sid")))
        .status(CallStatus::from(text("status")))
        .start_time(day(4))
        .start_time_before(day(5))
        .start_time_after(moment)
        .end_time(day(6))
        .end_time_before(day(7))
        .end_time_after(moment)
        .page_size(37);
    recorder.record(EVERYTHING, everything).await;
    recorder.record(REQUIRED, plain.calls().create(PLAIN, PLAIN).url(PLAIN)).await;
    let everything = reserved
        .calls()
        .create(text("1"), text("2"))
        .url(text("url"))
        .twiml(text("twiml"))
        .application_sid(ApplicationSid::from_unvalidated(text("application_sid")))
        .method(HttpMethod::Get)
        .fallback_url(text("fallback_url"))
        .fallback_method(HttpMethod::Get)
        .status_callback(text("status_callback"))
        .status_callback_event(TEXTS)
        .status_callback_method(HttpMethod::from(text("status_callback_method")))
        .send_digits(text("send_digits"))
        .ring_timeout(10)
        .time_limit(4000)
        .record(false)
        .recording_channels(text("recording_channels"))
        .recording_track(text("recording_track"))
        .trim(text("trim"))
        .recording_status_callback(text("recording_status_callback"))
        .recording_status_callback_method(HttpMethod::Get)
        .recording_status_callback_event(TEXTS)
        .sip_auth_username(text("sip_auth_username"))
        .sip_auth_password(text("sip_auth_password"))
        .machine_detection(text("machine_detection"))
        .machine_detection_timeout(22)
        .machine_detection_speech_threshold(16000)
        .machine_detection_speech_end_threshold(24)
        .machine_detection_silence_timeout(18000)
        .async_amd(text("async_amd"))
        .async_amd_status_callback(text("async_amd_status_callback"))
        .async_amd_status_callback_method(HttpMethod::Post)
        .caller_id(text("caller_id"))
        .call_reason(text("call_reason"))
        .call_token(text("call_token"))
        .byoc(ByocSid::from_unvalidated(text("byoc")))
        .client_notification_url(text("client_notification_url"));
    recorder.record(EVERYTHING, everything).await;
    recorder.record(REQUIRED, call_plain.fetch()).await;
    recorder.record(EVERYTHING, call_reserved.fetch()).await;
    recorder.record(REQUIRED, call_plain.update()).await;
    let everything = call_reserved
        .update()
        .status(UpdateCallStatus::from(text("status")))
        .url(text("url"))
        .twiml(text("twiml"))
        .method(HttpMethod::from(text("method")))
        .fallback_url(text("fallback_url"))
        .fallback_method(HttpMethod::Get)
        .status_callback(text("status_callback"))
        .status_callback_method(HttpMethod::Get)
        .time_limit(8);
    recorder.record(EVERYTHING, everything).await;
    recorder.record(REQUIRED, call_plain.delete()).await;
    recorder.record(EVERYTHING, call_reserved.delete()).await;
}

/// Phone numbers.
async fn numbers(recorder: &mut Recorder) {
    let account_with = |sid: &str| recorder.client.api().v2010().account(&AccountSid::from_unvalidated(sid));
    let (plain, reserved) = (account_with(PLAIN), account_with(RESERVED));
    let number_plain = plain.incoming_phone_number(&PhoneNumberSid::from_unvalidated(PLAIN));
    let number_reserved = reserved.incoming_phone_number(&PhoneNumberSid::from_unvalidated(RESERVED));
    recorder.record(REQUIRED, plain.incoming_phone_numbers().list()).await;
    let everything = reserved
        .incoming_phone_numbers()
        .list()
        .beta(false)
        .friendly_name(text("friendly_name"))
        .phone_number(text("phone_number"))
        .origin(text("origin"))
        .page_size(37);
    recorder.record(EVERYTHING, everything).await;
    recorder.record(REQUIRED, plain.incoming_phone_numbers().create().area_code(PLAIN)).await;
    let everything = reserved
        .incoming_phone_numbers()
        .create()
        .phone_number(text("phone_number"))
        .area_code(text("area_code"))
        .friendly_name(text("friendly_name"))
        .voice_url(text("voice_url"))
        .voice_method(HttpMethod::from(text("voice_method")))
        .voice_fallback_url(text("voice_fallback_url"))
        .voice_fallback_method(HttpMethod::Post)
        .voice_application_sid(ApplicationSid::from_unvalidated(text("voice_application_sid")))
        .voice_caller_id_lookup(false)
        .voice_receive_mode(IncomingPhoneNumberVoiceReceiveMode::from(text("voice_receive_mode")))
        .trunk_sid(TrunkSid::from_unvalidated(text("trunk_sid")))
        .sms_url(text("sms_url"))
        .sms_method(HttpMethod::Post)
        .sms_fallback_url(text("sms_fallback_url"))
        .sms_fallback_method(HttpMethod::from(text("sms_fallback_method")))
        .sms_application_sid(ApplicationSid::from_unvalidated(text("sms_application_sid")))
        .status_callback(text("status_callback"))
        .status_callback_method(HttpMethod::Get)
        .address_sid(AddressSid::from_unvalidated(text("address_sid")))
        .identity_sid(IdentitySid::from_unvalidated(text("identity_sid")))
        .bundle_sid(BundleSid::from_unvalidated(text("bundle_sid")))
        .emergency_status(IncomingPhoneNumberEmergencyStatus::from(text("emergency_status")))
        .emergency_address_sid(AddressSid::from_unvalidated(text("emergency_address_sid")))
        .api_version(text("api_version"));
    recorder.record(EVERYTHING, everything).await;
    recorder.record(REQUIRED, number_plain.fetch()).await;
    recorder.record(EVERYTHING, number_reserved.fetch()).await;
    recorder.record(REQUIRED, number_plain.update()).await;
    let everything = number_reserved
        .update()
        .transfer_to(AccountSid::from_unvalidated(text("transfer_to")))
        .friendly_name(text("friendly_name"))
        .voice_url(text("voice_url"))
        .voice_method(HttpMethod::Get)
        .voice_fallback_url(text("voice_fallback_url"))
        .voice_fallback_method(HttpMethod::from(text("voice_fallback_method")))
        .voice_application_sid(ApplicationSid::from_unvalidated(text("voice_application_sid")))
        .voice_caller_id_lookup(true)
        .voice_receive_mode(IncomingPhoneNumberVoiceReceiveMode::from(text("voice_receive_mode")))
        .trunk_sid(TrunkSid::from_unvalidated(text("trunk_sid")))
        .sms_url(text("sms_url"))
        .sms_method(HttpMethod::Get)
        .sms_fallback_url(text("sms_fallback_url"))
        .sms_fallback_method(HttpMethod::Get)
        .sms_application_sid(ApplicationSid::from_unvalidated(text("sms_application_sid")))
        .status_callback(text("status_callback"))
        .status_callback_method(HttpMethod::from(text("status_callback_method")))
        .address_sid(AddressSid::from_unvalidated(text("address_sid")))
        .identity_sid(IdentitySid::from_unvalidated(text("identity_sid")))
        .bundle_sid(BundleSid::from_unvalidated(text("bundle_sid")))
        .emergency_status(IncomingPhoneNumberEmergencyStatus::from(text("emergency_status")))
        .emergency_address_sid(AddressSid::from_unvalidated(text("emergency_address_sid")))
        .api_version(text("api_version"));
    recorder.record(EVERYTHING, everything).await;
    recorder.record(REQUIRED, number_plain.delete()).await;
    recorder.record(EVERYTHING, number_reserved.delete()).await;
}
