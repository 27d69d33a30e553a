//! AWS and public-key credentials that an account entrusts to Twilio. Their secrets never come back.

use super::answer::{Answer, Refusal, Reply};
use super::asked::Asked;
use super::paging::page_v1;
use super::records::{assign, find, now_iso_8601, owned, remove};
use super::world::World;
use serde_json::{Value, json};

/// What may be changed, as it is called in a request and in a response.
const SETTINGS: &[(&str, &str)] = &[("FriendlyName", "friendly_name")];

pub(super) fn list_aws(world: &mut World, asked: &Asked) -> Answer {
    list(world, asked, |world| &mut world.aws_credentials)
}

pub(super) fn create_aws(world: &mut World, asked: &Asked) -> Answer {
    let is_pair = |pair: &str| pair.split_once(':').is_some_and(|(id, secret)| !id.is_empty() && !secret.is_empty());
    if !is_pair(asked.required("Credentials", 20001)?) {
        return Err(Refusal::invalid(20001, "Credentials must be an access key ID and a secret with a colon between"));
    }
    create(world, asked, "AWS", |world| &mut world.aws_credentials)
}

pub(super) fn fetch_aws(world: &mut World, asked: &Asked) -> Answer {
    fetch(world, asked, |world| &mut world.aws_credentials)
}

pub(super) fn update_aws(world: &mut World, asked: &Asked) -> Answer {
    update(world, asked, |world| &mut world.aws_credentials)
}

pub(super) fn delete_aws(world: &mut World, asked: &Asked) -> Answer {
    delete(world, asked, |world| &mut world.aws_credentials)
}

pub(super) fn list_public_keys(world: &mut World, asked: &Asked) -> Answer {
    list(world, asked, |world| &mut world.public_keys)
}

pub(super) fn create_public_key(world: &mut World, asked: &Asked) -> Answer {
    asked.required("PublicKey", 20001)?;
    create(world, asked, "PublicKeys", |world| &mut world.public_keys)
}

pub(super) fn fetch_public_key(world: &mut World, asked: &Asked) -> Answer {
    fetch(world, asked, |world| &mut world.public_keys)
}

pub(super) fn update_public_key(world: &mut World, asked: &Asked) -> Answer {
    update(world, asked, |world| &mut world.public_keys)
}

pub(super) fn delete_public_key(world: &mut World, asked: &Asked) -> Answer {
    delete(world, asked, |world| &mut world.public_keys)
}

/// Which of the two kinds.
type Kind = fn(&mut World) -> &mut Vec<Value>;

fn list(world: &mut World, asked: &Asked, kind: Kind) -> Answer {
    let caller = world.caller(asked)?;
    let credentials = owned(kind(world), &caller.account);
    page_v1(world, asked, "credentials", credentials)
}

/// For the caller's account, or for the subaccount that `AccountSid` names, which only a main account's token may.
fn create(world: &mut World, asked: &Asked, path: &str, kind: Kind) -> Answer {
    let caller = world.caller(asked)?;
    let account = match asked.parameter("AccountSid") {
        Some(account) if account != caller.account => {
            if caller.is_key {
                return Err(Refusal::unauthorized());
            }
            if caller.account != world.main || world.account(account).is_none() {
                return Err(Refusal::invalid(20001, format!("AccountSid {account} is not one of your subaccounts")));
            }
            if world.is(account, "closed") {
                return Err(Refusal::invalid(20001, format!("AccountSid {account} is closed")));
            }
            account
        }
        _ => &caller.account,
    };
    let (sid, now) = (world.new_sid("CR"), now_iso_8601());
    let mut credential = json!({
        "account_sid": account,
        "date_created": now,
        "date_updated": now,
        "friendly_name": "",
        "sid": sid,
        "url": format!("{}/v1/Credentials/{path}/{sid}", asked.origin),
    });
    assign(&mut credential, asked, SETTINGS);
    kind(world).push(credential.clone());
    Reply::created(credential)
}

fn fetch(world: &mut World, asked: &Asked, kind: Kind) -> Answer {
    let caller = world.caller(asked)?;
    Reply::ok(find(kind(world), &caller.account, asked)?.clone())
}

fn update(world: &mut World, asked: &Asked, kind: Kind) -> Answer {
    let caller = world.caller(asked)?;
    let credential = find(kind(world), &caller.account, asked)?;
    assign(credential, asked, SETTINGS);
    credential["date_updated"] = now_iso_8601().into();
    Reply::ok(credential.clone())
}

fn delete(world: &mut World, asked: &Asked, kind: Kind) -> Answer {
    let caller = world.caller(asked)?;
    find(kind(world), &caller.account, asked)?;
    remove(kind(world), asked);
    Reply::deleted()
}
