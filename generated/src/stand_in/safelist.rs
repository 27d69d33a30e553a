//! The SafeList: numbers that fraud protection never blocks, looked up by number.

use super::answer::{Answer, Refusal, Reply};
use super::asked::Asked;
use super::records::is_e164;
use super::world::World;
use serde_json::{Value, json};

/// Adds a number; one that is there already stays as it is.
pub(super) fn create(world: &mut World, asked: &Asked) -> Answer {
    let caller = world.caller(asked)?;
    let phone_number = asked.required("PhoneNumber", 20001)?;
    if !is_e164(phone_number) {
        return Err(Refusal::invalid(21211, format!("Invalid 'PhoneNumber': {phone_number}")));
    }
    if let Some(entry) = find(world, &caller.account, phone_number) {
        return Reply::created(shown(entry));
    }
    let sid = world.new_sid("GN");
    let entry = json!({"account_sid": caller.account, "phone_number": phone_number, "sid": sid});
    world.safe_numbers.push(entry.clone());
    Reply::created(shown(&entry))
}

pub(super) fn fetch(world: &mut World, asked: &Asked) -> Answer {
    let caller = world.caller(asked)?;
    let phone_number = asked.required("PhoneNumber", 20001)?;
    let entry = find(world, &caller.account, phone_number).ok_or_else(|| Refusal::not_found(&asked.path))?;
    Reply::ok(shown(entry))
}

pub(super) fn delete(world: &mut World, asked: &Asked) -> Answer {
    let caller = world.caller(asked)?;
    let phone_number = asked.required("PhoneNumber", 20001)?;
    let entry = find(world, &caller.account, phone_number).ok_or_else(|| Refusal::not_found(&asked.path))?;
    let sid = entry["sid"].clone();
    world.safe_numbers.retain(|entry| entry["sid"] != sid);
    Reply::deleted()
}

fn find<'a>(world: &'a World, account: &str, phone_number: &str) -> Option<&'a Value> {
    let mut entries = world.safe_numbers.iter();
    entries.find(|entry| entry["account_sid"] == account && entry["phone_number"] == phone_number)
}

/// An entry does not say whose it is.
fn shown(entry: &Value) -> Value {
    json!({"phone_number": entry["phone_number"], "sid": entry["sid"]})
}
