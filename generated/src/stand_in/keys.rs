//! API keys of an account. The secret is shown once.

use super::answer::{Answer, Refusal, Reply};
use super::asked::Asked;
use super::paging::page_2010;
use super::records::{assign, now_rfc_2822};
use super::world::{Key, World};
use serde_json::json;

/// What may be set, as it is called in a request and in a response.
const SETTINGS: &[(&str, &str)] = &[("FriendlyName", "friendly_name")];

pub(super) fn list(world: &mut World, asked: &Asked) -> Answer {
    let account = world.enter(asked)?;
    let keys = world.keys.iter().filter(|key| key.account == account).map(|key| key.resource.clone()).collect();
    page_2010(world, asked, "keys", keys)
}

pub(super) fn create(world: &mut World, asked: &Asked) -> Answer {
    let account = world.enter_open(asked)?;
    let (sid, secret, now) = (world.new_sid("SK"), world.new_secret(), now_rfc_2822());
    let mut resource = json!({"date_created": now, "date_updated": now, "friendly_name": "", "sid": sid});
    assign(&mut resource, asked, SETTINGS);
    let mut shown = resource.clone();
    shown["secret"] = secret.clone().into();
    world.keys.push(Key { account, resource, secret });
    Reply::created(shown)
}

pub(super) fn fetch(world: &mut World, asked: &Asked) -> Answer {
    Reply::ok(key(world, asked)?.resource.clone())
}

pub(super) fn update(world: &mut World, asked: &Asked) -> Answer {
    let key = key(world, asked)?;
    assign(&mut key.resource, asked, SETTINGS);
    key.resource["date_updated"] = now_rfc_2822().into();
    Reply::ok(key.resource.clone())
}

/// A key that is deleted no longer authenticates.
pub(super) fn delete(world: &mut World, asked: &Asked) -> Answer {
    key(world, asked)?;
    world.keys.retain(|key| key.resource["sid"] != asked.argument("sid"));
    Reply::deleted()
}

fn key<'a>(world: &'a mut World, asked: &Asked) -> Result<&'a mut Key, Refusal> {
    let account = world.enter(asked)?;
    let sid = asked.argument("sid");
    let found = world.keys.iter_mut().find(|key| key.account == account && key.resource["sid"] == sid);
    found.ok_or_else(|| Refusal::not_found(&asked.path))
}
