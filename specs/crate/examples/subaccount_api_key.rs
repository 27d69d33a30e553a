//! Creates an API key for a subaccount and uses it, for code that must reach only one customer.
//!
//! ```sh
//! cargo run -p twilio-accounts --example subaccount_api_key -- ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX
//! ```
//!
//! The key must belong to the subaccount. A key of the main account cannot act on subaccounts.

#[macro_use]
pub mod support;

use futures_util::TryStreamExt as _;
use support::{Outcome, Twilio};
use twilio_accounts::api::v2010::types::NewKey;
use twilio_accounts::{Client, Credentials, Result, sid::AccountSid};

#[tokio::main]
async fn main() -> Outcome {
    let argument = support::argument("the SID of a subaccount")?.map(|sid| sid.parse()).transpose()?;
    let twilio = support::connect("makes an API key for the subaccount, tries it and deletes it").await?;
    let subaccount: AccountSid = match argument {
        Some(sid) => sid,
        None => {
            twilio.scene()?;
            twilio.client.api().v2010().accounts().create().friendly_name("Submarine").await?.sid
        }
    };
    let key = create_key(&twilio.client, &subaccount).await?;
    println!("Created {}. Twilio says its secret this once: your code stores it where it keeps secrets.", key.sid);
    let tried = try_out(&twilio, &subaccount, &key).await;

    // A key can be deleted without affecting anything else that uses the account.
    match twilio.client.api().v2010().account(&subaccount).key(&key.sid).delete().await {
        // A DELETE without a response is sent again. It finds no key if the first attempt has deleted it.
        Err(error) if !(error.is_not_found() && error.attempts() > 1) => return Err(error.into()),
        _ => {}
    }
    println!("Deleted it again.");
    tried
}

/// Uses the key.
///
/// # Errors
/// Twilio rejected a call that the key should allow, the key reaches the main account, or it is unknown whether it
/// does.
pub async fn try_out(twilio: &Twilio, subaccount: &AccountSid, key: &NewKey) -> Outcome {
    let limited = twilio.client_with(credentials(subaccount, key))?;
    let calls = limited.api().v2010().account(subaccount).calls().list().limit(20).stream();
    println!("With it the subaccount shows {} calls.", calls.try_collect::<Vec<_>>().await?.len());
    match limited.api().v2010().account(twilio.client.account_sid()).fetch().await {
        Ok(account) => Err(format!("it also reaches {}, which it should not", account.sid).into()),
        Err(error) if error.is_auth() => {
            println!("It does not reach the main account: {error}");
            Ok(())
        }
        Err(error) => Err(error.into()),
    }
}

/// Creates a key that belongs to the subaccount. If it is called again after an error, it may create a second key.
pub async fn create_key(main: &Client, subaccount: &AccountSid) -> Result<NewKey> {
    main.api().v2010().account(subaccount).keys().create().friendly_name("call centre").await
}

/// Returns the credentials for a client of the subaccount: the key and the account of the key.
pub fn credentials(subaccount: &AccountSid, key: &NewKey) -> Credentials {
    Credentials::api_key(subaccount.as_str(), key.sid.as_str(), key.secret.clone())
}
