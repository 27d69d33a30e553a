//! Auth tokens of the caller's own account: a second one, and its promotion.

use super::answer::{Answer, Refusal, Reply};
use super::asked::Asked;
use super::records::now_iso_8601;
use super::world::{Account, World};
use serde_json::json;

/// Makes a secondary token, in the place of one that there is.
pub(super) fn create(world: &mut World, asked: &Asked) -> Answer {
    let token = world.new_secret();
    let account = own_account(world, asked)?;
    account.secondary_auth_token = Some(token.clone());
    let now = now_iso_8601();
    Reply::created(json!({
        "account_sid": account.resource["sid"],
        "date_created": now,
        "date_updated": now,
        "secondary_auth_token": token,
        "url": format!("{}/v1/AuthTokens/Secondary", asked.origin),
    }))
}

/// Deletes the secondary token; 404 where there is none.
pub(super) fn delete(world: &mut World, asked: &Asked) -> Answer {
    own_account(world, asked)?.secondary_auth_token.take().ok_or_else(|| Refusal::not_found(&asked.path))?;
    Reply::deleted()
}

/// Makes the secondary token the primary one, which ends the old primary one; 404 where there is none.
pub(super) fn promote(world: &mut World, asked: &Asked) -> Answer {
    let account = own_account(world, asked)?;
    let token = account.secondary_auth_token.take().ok_or_else(|| Refusal::not_found(&asked.path))?;
    account.auth_token.clone_from(&token);
    let now = now_iso_8601();
    Reply::ok(json!({
        "account_sid": account.resource["sid"],
        "auth_token": token,
        "date_created": now,
        "date_updated": now,
        "url": format!("{}/v1/AuthTokens/Promote", asked.origin),
    }))
}

fn own_account<'a>(world: &'a mut World, asked: &Asked) -> Result<&'a mut Account, Refusal> {
    let caller = world.caller(asked)?;
    world.account(&caller.account).ok_or_else(Refusal::unauthorized)
}
