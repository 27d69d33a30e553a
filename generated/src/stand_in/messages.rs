//! Messages: sending, listing, redacting, deleting. Delivering them is outside the API; see `network.rs`.

use super::answer::{Answer, Refusal, Reply};
use super::asked::Asked;
use super::numbers;
use super::paging::page_2010;
use super::records::{find, is_e164, is_in_span, matches, moment, now_rfc_2822, owned, remove};
use super::world::World;
use serde_json::{Value, json};

/// States that a message does not leave any more.
const FINAL: [&str; 7] = ["delivered", "undelivered", "failed", "received", "read", "canceled", "partially_delivered"];

pub(super) fn list(world: &mut World, asked: &Asked) -> Answer {
    let account = world.enter(asked)?;
    let mut messages = owned(&world.messages, &account);
    messages.retain(|message| {
        matches(message, asked, &[("To", "to"), ("From", "from")])
            && is_in_span(moment(message, "date_sent"), asked, "DateSent")
    });
    page_2010(world, asked, "messages", messages)
}

pub(super) fn create(world: &mut World, asked: &Asked) -> Answer {
    let account = world.enter_active(asked)?;
    let to = asked.required("To", 21604)?;
    if !is_e164(to) && !to.contains(':') {
        return Err(Refusal::invalid(21211, format!("Invalid 'To' Phone Number: {to}")));
    }
    if !asked.has_any(&["Body", "MediaUrl", "ContentSid"]) {
        return Err(Refusal::invalid(21619, "A text message body or media urls must be specified."));
    }
    let service = asked.parameter("MessagingServiceSid");
    let from = match (asked.parameter("From"), service) {
        (None, None) => return Err(Refusal::invalid(21603, "A 'From' phone number is required.")),
        (Some(from), _) if numbers::with(world, &account, from).is_none() => {
            let message = format!("Mismatch between the 'From' number {from} and the account {account}");
            return Err(Refusal::invalid(21660, message));
        }
        (from, _) => from,
    };
    let sid = world.new_sid("SM");
    let path = format!("/2010-04-01/Accounts/{account}/Messages/{sid}");
    let now = now_rfc_2822();
    let is_scheduled = asked.has_any(&["SendAt"]) && asked.parameter("ScheduleType") == Some("fixed");
    let message = json!({
        "account_sid": account,
        "api_version": "2010-04-01",
        "body": asked.parameter("Body").unwrap_or_default(),
        "date_created": now,
        "date_sent": Value::Null,
        "date_updated": now,
        "direction": "outbound-api",
        "error_code": Value::Null,
        "error_message": Value::Null,
        "from": from,
        "messaging_service_sid": service,
        "num_media": if asked.has_any(&["MediaUrl"]) { "1" } else { "0" },
        "num_segments": "1",
        "price": Value::Null,
        "price_unit": "USD",
        "sid": sid,
        "status": if is_scheduled { "scheduled" } else if service.is_some() { "accepted" } else { "queued" },
        "subresource_uris": {"media": format!("{path}/Media.json")},
        "tags": Value::Null,
        "to": to,
        "uri": format!("{path}.json"),
    });
    world.messages.push(message.clone());
    Reply::created(message)
}

pub(super) fn fetch(world: &mut World, asked: &Asked) -> Answer {
    let account = world.enter(asked)?;
    Reply::ok(find(&mut world.messages, &account, asked)?.clone())
}

/// Removes the text of a message, or cancels one that is scheduled.
pub(super) fn update(world: &mut World, asked: &Asked) -> Answer {
    let account = world.enter(asked)?;
    let message = find(&mut world.messages, &account, asked)?;
    match asked.parameter("Status") {
        None => {}
        Some("canceled") if message["status"] == "scheduled" => message["status"] = "canceled".into(),
        Some(_) => return Err(Refusal::invalid(20001, "Only a scheduled message can be canceled")),
    }
    match asked.parameter("Body") {
        None => {}
        Some("") => message["body"] = "".into(),
        Some(_) => return Err(Refusal::invalid(20001, "Body can only be set to the empty string")),
    }
    message["date_updated"] = now_rfc_2822().into();
    Reply::ok(message.clone())
}

pub(super) fn delete(world: &mut World, asked: &Asked) -> Answer {
    let account = world.enter(asked)?;
    let message = find(&mut world.messages, &account, asked)?;
    if !FINAL.iter().any(|status| message["status"] == *status) {
        return Err(Refusal::unfinished());
    }
    remove(&mut world.messages, asked);
    Reply::deleted()
}
