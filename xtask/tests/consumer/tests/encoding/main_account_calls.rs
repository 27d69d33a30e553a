//! Calls the operations of the main account, with required arguments and with every parameter.

use twilio_accounts::api::v2010::types::AccountStatus;
use twilio_accounts::sid::{AccountSid, CredentialSid};

use super::arguments::{PLAIN, RESERVED, text};
use super::recorder::Recorder;
use super::{EVERYTHING, REQUIRED};

/// Records these operations.
pub async fn record(recorder: &mut Recorder) {
    accounts(recorder).await;
    credentials(recorder).await;
    others(recorder).await;
}

/// Accounts themselves.
async fn accounts(recorder: &mut Recorder) {
    let account_with = |sid: &str| recorder.client.api().v2010().account(&AccountSid::from_unvalidated(sid));
    let (plain, reserved) = (account_with(PLAIN), account_with(RESERVED));
    let accounts = recorder.client.api().v2010().accounts();
    recorder.record(REQUIRED, accounts.list()).await;
    let everything =
        accounts.list().friendly_name(text("friendly_name")).status(AccountStatus::from(text("status"))).page_size(37);
    recorder.record(EVERYTHING, everything).await;
    recorder.record(REQUIRED, accounts.create()).await;
    recorder.record(EVERYTHING, accounts.create().friendly_name(text("friendly_name"))).await;
    recorder.record(REQUIRED, plain.fetch()).await;
    recorder.record(EVERYTHING, reserved.fetch()).await;
    recorder.record(REQUIRED, plain.update()).await;
    let everything = reserved.update().friendly_name(text("friendly_name")).status(AccountStatus::from(text("status")));
    recorder.record(EVERYTHING, everything).await;
}

/// AWS credentials and public keys.
async fn credentials(recorder: &mut Recorder) {
    let credentials = recorder.client.accounts().v1().credentials();
    let sid = CredentialSid::from_unvalidated;
    let (aws_plain, aws_reserved) =
        (credentials.aws_credential(&sid(PLAIN)), credentials.aws_credential(&sid(RESERVED)));
    let (key_plain, key_reserved) = (credentials.public_key(&sid(PLAIN)), credentials.public_key(&sid(RESERVED)));
    recorder.record(REQUIRED, credentials.aws().list()).await;
    recorder.record(EVERYTHING, credentials.aws().list().page_size(37)).await;
    recorder.record(REQUIRED, credentials.aws().create(PLAIN)).await;
    let everything = credentials
        .aws()
        .create(text("create"))
        .friendly_name(text("friendly_name"))
        .account_sid(AccountSid::from_unvalidated(text("account_sid")));
    recorder.record(EVERYTHING, everything).await;
    recorder.record(REQUIRED, aws_plain.fetch()).await;
    recorder.record(EVERYTHING, aws_reserved.fetch()).await;
    recorder.record(REQUIRED, aws_plain.update()).await;
    recorder.record(EVERYTHING, aws_reserved.update().friendly_name(text("friendly_name"))).await;
    recorder.record(REQUIRED, aws_plain.delete()).await;
    recorder.record(EVERYTHING, aws_reserved.delete()).await;
    recorder.record(REQUIRED, credentials.public_keys().list()).await;
    recorder.record(EVERYTHING, credentials.public_keys().list().page_size(37)).await;
    recorder.record(REQUIRED, credentials.public_keys().create(PLAIN)).await;
    let everything = credentials
        .public_keys()
        .create(text("create"))
        .friendly_name(text("friendly_name"))
        .account_sid(AccountSid::from_unvalidated(text("account_sid")));
    recorder.record(EVERYTHING, everything).await;
    recorder.record(REQUIRED, key_plain.fetch()).await;
    recorder.record(EVERYTHING, key_reserved.fetch()).await;
    recorder.record(REQUIRED, key_plain.update()).await;
    recorder.record(EVERYTHING, key_reserved.update().friendly_name(text("friendly_name"))).await;
    recorder.record(REQUIRED, key_plain.delete()).await;
    recorder.record(EVERYTHING, key_reserved.delete()).await;
}

/// The SafeList and the auth tokens.
async fn others(recorder: &mut Recorder) {
    let v1 = recorder.client.accounts().v1();
    recorder.record(REQUIRED, v1.safelist().create(PLAIN)).await;
    recorder.record(EVERYTHING, v1.safelist().create(text("create"))).await;
    recorder.record(REQUIRED, v1.safelist().fetch(PLAIN)).await;
    recorder.record(EVERYTHING, v1.safelist().fetch(text("fetch"))).await;
    recorder.record(REQUIRED, v1.safelist().delete(PLAIN)).await;
    recorder.record(EVERYTHING, v1.safelist().delete(text("delete"))).await;
    recorder.record(REQUIRED, v1.secondary_auth_token().create()).await;
    recorder.record(EVERYTHING, v1.secondary_auth_token().create()).await;
    recorder.record(REQUIRED, v1.secondary_auth_token().delete()).await;
    recorder.record(EVERYTHING, v1.secondary_auth_token().delete()).await;
    recorder.record(REQUIRED, v1.auth_token_promotion().update()).await;
    recorder.record(EVERYTHING, v1.auth_token_promotion().update()).await;
}
