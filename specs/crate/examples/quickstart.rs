//! The life cycle of a subaccount: create, find by name, suspend, reactivate, close.
//!
//! ```sh
//! cargo run -p twilio-accounts --example quickstart
//! ```
//!
//! It needs no account: without credentials in the environment it runs against a mock server for Twilio. With
//! `TWILIO_ACCOUNT_SID` and `TWILIO_AUTH_TOKEN` set, it asks before it touches the real account.

#[macro_use]
mod support;

use futures_util::TryStreamExt as _;
use support::Outcome;
use twilio_accounts::api::v2010::types::{Account, AccountStatus};
use twilio_accounts::{Client, Result};

#[tokio::main]
async fn main() -> Outcome {
    support::no_argument(support::WHERE_IT_ACTS)?;
    let twilio = support::connect("creates a subaccount called Submarine, and closes it for good").await?;
    live(&twilio.client, "Submarine").await?;
    Ok(())
}

/// Creates a subaccount, uses it, closes it, and returns the closed account.
pub async fn live(client: &Client, name: &str) -> Result<Account> {
    let api = client.api().v2010();

    println!("1  create      a subaccount called {name}");
    let account = api.accounts().create().friendly_name(name).await?;
    show(&account);
    go_on(client, &account).await.inspect_err(|_| eprintln!("{} is not closed: that is up to you", account.sid))
}

/// Uses the new account: all steps after its creation.
async fn go_on(client: &Client, account: &Account) -> Result<Account> {
    let (api, name) = (client.api().v2010(), &account.friendly_name);

    println!("2  find        all accounts with that name, which need not be unique");
    let found: Vec<Account> = api.accounts().list().friendly_name(name).stream().try_collect().await?;
    found.iter().for_each(show);

    // A handle for everything below the account. Creating it sends nothing.
    let subaccount = api.account(&account.sid);

    println!("3  suspend     it: no new calls and messages");
    show(&subaccount.update().status(AccountStatus::Suspended).await?);

    println!("4  reactivate  it: everything works again");
    show(&subaccount.update().status(AccountStatus::Active).await?);

    println!("5  close       it: for good, and its phone numbers are released");
    show(&subaccount.update().status(AccountStatus::Closed).await?);

    println!("6  reopen      it? That cannot be done:");
    match subaccount.update().status(AccountStatus::Active).await {
        Ok(account) => show(&account),
        Err(error) => println!("               {error}"),
    }

    println!("\nIt stays in lists as closed, and can still be looked at.");
    subaccount.fetch().await
}

fn show(account: &Account) {
    println!("               {}  {:<9}  {}", account.sid, account.status.as_str(), account.friendly_name);
}
