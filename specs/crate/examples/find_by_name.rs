//! Finds the subaccount of a customer by its name. Names are not unique: there may be none, one or many.
//!
//! ```sh
//! cargo run -p twilio-accounts --example find_by_name -- "Submarine"
//! ```

#[macro_use]
mod support;

use futures_util::{TryStreamExt as _, future};
use support::Outcome;
use twilio_accounts::api::v2010::types::{Account, AccountStatus};
use twilio_accounts::{Client, Result};

#[tokio::main]
async fn main() -> Outcome {
    let argument = support::argument("the name of a subaccount")?;
    let twilio = support::connect("reads, and changes nothing").await?;
    let name = match argument {
        Some(name) => name,
        None => {
            twilio.scene()?;
            // Adds two customers with the same name. This can happen when a sign-up is sent twice.
            for _ in 0..2 {
                twilio.client.api().v2010().accounts().create().friendly_name("Submarine").await?;
            }
            "Submarine".to_owned()
        }
    };
    twilio.require_main().await?;
    match find(&twilio.client, &name).await? {
        Found::None => println!("No open account is called {name}."),
        Found::One(account) => println!("{name} is {}.", account.sid),
        Found::Many(accounts) => {
            println!("{} open accounts are called {name}; decide by SID:", accounts.len());
            accounts.iter().for_each(|account| println!("  {}  since {}", account.sid, account.date_created));
        }
    }
    Ok(())
}

/// The result of a search by name.
#[derive(Debug)]
pub enum Found {
    /// No open account has the name.
    None,
    /// Exactly one account has the name.
    One(Box<Account>),
    /// Several accounts have the name. The caller must choose, because the first is no better than the others.
    Many(Vec<Account>),
}

/// Finds the accounts with exactly this name. Closed accounts stay in Twilio's lists and are skipped. The client
/// needs the auth token of the main account. With an API key, or as a subaccount, it finds no other account.
pub async fn find(client: &Client, name: &str) -> Result<Found> {
    let accounts = client.api().v2010().accounts().list().friendly_name(name).stream();
    let is_open = |account: &Account| future::ready(account.status != AccountStatus::Closed);
    let mut accounts: Vec<Account> = accounts.try_filter(is_open).try_collect().await?;
    Ok(match accounts.pop() {
        None => Found::None,
        Some(account) if accounts.is_empty() => Found::One(Box::new(account)),
        Some(account) => {
            accounts.push(account);
            Found::Many(accounts)
        }
    })
}
