//! Postal addresses of an account. None is validated.

use super::answer::{Answer, Reply};
use super::asked::Asked;
use super::paging::page_2010;
use super::records::{assign, find, matches, now_rfc_2822, owned, remove};
use super::world::World;
use serde_json::{Value, json};

/// What may be changed, as it is called in a request and in a response.
const SETTINGS: &[(&str, &str)] = &[
    ("CustomerName", "customer_name"),
    ("FriendlyName", "friendly_name"),
    ("Street", "street"),
    ("StreetSecondary", "street_secondary"),
    ("City", "city"),
    ("Region", "region"),
    ("PostalCode", "postal_code"),
    ("EmergencyEnabled", "emergency_enabled"),
];

pub(super) fn list(world: &mut World, asked: &Asked) -> Answer {
    let account = world.enter(asked)?;
    let filters = [
        ("CustomerName", "customer_name"),
        ("FriendlyName", "friendly_name"),
        ("EmergencyEnabled", "emergency_enabled"),
        ("IsoCountry", "iso_country"),
    ];
    let mut addresses = owned(&world.addresses, &account);
    addresses.retain(|address| matches(address, asked, &filters));
    page_2010(world, asked, "addresses", addresses)
}

pub(super) fn create(world: &mut World, asked: &Asked) -> Answer {
    let account = world.enter_open(asked)?;
    for name in ["CustomerName", "Street", "City", "Region", "PostalCode", "IsoCountry"] {
        asked.required(name, 20001)?;
    }
    let sid = world.new_sid("AD");
    let now = now_rfc_2822();
    let mut address = json!({
        "account_sid": account,
        "date_created": now,
        "date_updated": now,
        "emergency_enabled": false,
        "friendly_name": Value::Null,
        "sid": sid,
        "street_secondary": Value::Null,
        "uri": format!("/2010-04-01/Accounts/{account}/Addresses/{sid}.json"),
        "validated": false,
        "verified": false,
    });
    assign(&mut address, asked, SETTINGS);
    assign(&mut address, asked, &[("IsoCountry", "iso_country")]);
    world.addresses.push(address.clone());
    Reply::created(address)
}

pub(super) fn fetch(world: &mut World, asked: &Asked) -> Answer {
    let account = world.enter(asked)?;
    Reply::ok(find(&mut world.addresses, &account, asked)?.clone())
}

pub(super) fn update(world: &mut World, asked: &Asked) -> Answer {
    let account = world.enter_open(asked)?;
    let address = find(&mut world.addresses, &account, asked)?;
    assign(address, asked, SETTINGS);
    address["date_updated"] = now_rfc_2822().into();
    Reply::ok(address.clone())
}

pub(super) fn delete(world: &mut World, asked: &Asked) -> Answer {
    let account = world.enter(asked)?;
    find(&mut world.addresses, &account, asked)?;
    remove(&mut world.addresses, asked);
    Reply::deleted()
}
