//! The Rust at the top of README.md compiles as it stands there. What it does is tested elsewhere, call by call.

use futures_util::TryStreamExt as _;
use twilio_accounts::api::v2010::types::AccountStatus;
use twilio_accounts::sid::{AccountSid, PhoneNumberSid};
use twilio_accounts::{Client, Date, Result};

#[expect(dead_code, reason = "it would talk to Twilio")]
async fn readme(to: &str, from: &str, url: &str, number: PhoneNumberSid, main: AccountSid, day: Date) -> Result<()> {
    let client = Client::from_env()?;
    let sub = client.api().v2010().accounts().create().friendly_name("Submarine").await?;
    let account = client.api().v2010().account(&sub.sid);
    account.calls().create(to, from).url(url).await?;
    let mut calls = account.calls().list().start_time_after(day).stream();
    while let Some(call) = calls.try_next().await? {
        println!("{} {:?}", call.sid, call.price);
    }

    account.incoming_phone_number(&number).update().transfer_to(&main).await?;
    account.update().status(AccountStatus::Closed).await?;
    client.accounts().v1().secondary_auth_token().create().await?;
    Ok(())
}

#[test]
fn the_rust_in_the_readme_is_the_function_above() {
    let (_, readme) = include_str!("../../../../README.md").split_once("```rust\n").unwrap();
    let (shown, _) = readme.split_once("```").unwrap();
    let (_, compiled) = include_str!("readme.rs").split_once("-> Result<()> {\n").unwrap();
    let (compiled, _) = compiled.split_once("    Ok(())\n").unwrap();
    assert_eq!(bare(shown), bare(compiled));
}

/// The code without comments, however it is laid out.
fn bare(code: &str) -> String {
    code.lines().flat_map(|line| line.split("  //").next()).flat_map(str::split_whitespace).collect()
}
