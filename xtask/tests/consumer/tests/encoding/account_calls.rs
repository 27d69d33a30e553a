//! Calls the operations of an account, except calls and messages, with required arguments and with every parameter.

use twilio_accounts::Date;
use twilio_accounts::sid::{AccountSid, AddressSid, KeySid};

use super::arguments::{PLAIN, RESERVED, text};
use super::recorder::Recorder;
use super::{EVERYTHING, REQUIRED};

/// Records these operations.
pub async fn record(recorder: &mut Recorder) {
    addresses(recorder).await;
    keys(recorder).await;
    balance_and_usage(recorder).await;
}

/// Addresses.
async fn addresses(recorder: &mut Recorder) {
    let account_with = |sid: &str| recorder.client.api().v2010().account(&AccountSid::from_unvalidated(sid));
    let (plain, reserved) = (account_with(PLAIN), account_with(RESERVED));
    let address_plain = plain.address(&AddressSid::from_unvalidated(PLAIN));
    let address_reserved = reserved.address(&AddressSid::from_unvalidated(RESERVED));
    recorder.record(REQUIRED, plain.addresses().list()).await;
    let everything = reserved
        .addresses()
        .list()
        .customer_name(text("customer_name"))
        .friendly_name(text("friendly_name"))
        .emergency_enabled(false)
        .iso_country(text("iso_country"))
        .page_size(37);
    recorder.record(EVERYTHING, everything).await;
    recorder.record(REQUIRED, plain.addresses().create(PLAIN, PLAIN, PLAIN, PLAIN, PLAIN, PLAIN)).await;
    let everything = reserved
        .addresses()
        .create(text("1"), text("2"), text("3"), text("4"), text("5"), text("6"))
        .street_secondary(text("street_secondary"))
        .friendly_name(text("friendly_name"))
        .emergency_enabled(false)
        .auto_correct_address(true);
    recorder.record(EVERYTHING, everything).await;
    recorder.record(REQUIRED, address_plain.fetch()).await;
    recorder.record(EVERYTHING, address_reserved.fetch()).await;
    recorder.record(REQUIRED, address_plain.update()).await;
    let everything = address_reserved
        .update()
        .friendly_name(text("friendly_name"))
        .customer_name(text("customer_name"))
        .street(text("street"))
        .street_secondary(text("street_secondary"))
        .city(text("city"))
        .region(text("region"))
        .postal_code(text("postal_code"))
        .emergency_enabled(true)
        .auto_correct_address(false);
    recorder.record(EVERYTHING, everything).await;
    recorder.record(REQUIRED, address_plain.delete()).await;
    recorder.record(EVERYTHING, address_reserved.delete()).await;
}

/// API keys.
async fn keys(recorder: &mut Recorder) {
    let account_with = |sid: &str| recorder.client.api().v2010().account(&AccountSid::from_unvalidated(sid));
    let (plain, reserved) = (account_with(PLAIN), account_with(RESERVED));
    let key_plain = plain.key(&KeySid::from_unvalidated(PLAIN));
    let key_reserved = reserved.key(&KeySid::from_unvalidated(RESERVED));
    recorder.record(REQUIRED, plain.keys().list()).await;
    recorder.record(EVERYTHING, reserved.keys().list().page_size(37)).await;
    recorder.record(REQUIRED, plain.keys().create()).await;
    recorder.record(EVERYTHING, reserved.keys().create().friendly_name(text("friendly_name"))).await;
    recorder.record(REQUIRED, key_plain.fetch()).await;
    recorder.record(EVERYTHING, key_reserved.fetch()).await;
    recorder.record(REQUIRED, key_plain.update()).await;
    recorder.record(EVERYTHING, key_reserved.update().friendly_name(text("friendly_name"))).await;
    recorder.record(REQUIRED, key_plain.delete()).await;
    recorder.record(EVERYTHING, key_reserved.delete()).await;
}

/// The balance, and the usage records.
async fn balance_and_usage(recorder: &mut Recorder) {
    let account_with = |sid: &str| recorder.client.api().v2010().account(&AccountSid::from_unvalidated(sid));
    let (plain, reserved) = (account_with(PLAIN), account_with(RESERVED));
    let day = |day| Date::constant(2008, 1, day);
    recorder.record(REQUIRED, plain.balance().fetch()).await;
    recorder.record(EVERYTHING, reserved.balance().fetch()).await;
    recorder.record(REQUIRED, plain.usage().records().list()).await;
    let everything = reserved
        .usage()
        .records()
        .list()
        .category(text("category"))
        .start_date(day(2))
        .end_date(day(3))
        .include_subaccounts(true)
        .page_size(37);
    recorder.record(EVERYTHING, everything).await;
}
