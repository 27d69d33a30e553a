//! The crate without async (feature `blocking`): for scripts, command-line tools and code that has no runtime.
//!
//! ```sh
//! cargo run -p twilio-accounts --example blocking
//! ```

#[macro_use]
mod support;

use support::Outcome;
use twilio_accounts::api::v2010::types::AccountStatus;
use twilio_accounts::{Client, Result};

fn main() -> Outcome {
    support::no_argument(support::WHERE_IT_ACTS)?;
    // Only the mock server needs this runtime. With an account of your own, `Client::from_env()?` is enough.
    let runtime = tokio::runtime::Runtime::new()?;
    let twilio = runtime.block_on(support::connect("creates a subaccount called Submarine, and closes it for good"))?;

    let account = twilio.client.api().v2010().accounts().create().friendly_name("Submarine").send_blocking()?;
    println!("created {}, which is closed at the end; should anything fail before, it is yours to close", account.sid);
    println!("active: {}", active_names(&twilio.client)?.join(", "));

    let handle = twilio.client.api().v2010().account(&account.sid);
    let closed = handle.update().status(AccountStatus::Closed).send_blocking()?;
    println!("{} is {}", closed.sid, closed.status.as_str());
    println!("active: {}", active_names(&twilio.client)?.join(", "));
    Ok(())
}

/// Returns the names of all active accounts. The iterator requests the next page when it needs it.
pub fn active_names(client: &Client) -> Result<Vec<String>> {
    let accounts = client.api().v2010().accounts().list().status(AccountStatus::Active).iter_blocking();
    accounts.map(|account| Ok(account?.friendly_name)).collect()
}
