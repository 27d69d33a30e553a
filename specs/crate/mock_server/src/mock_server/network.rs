//! Events outside the API: calls are answered and end, messages arrive, prices become known.
//!
//! Each method returns whether it had an effect, so that a test can insist on it.

use super::calls;
use super::records::{moment, rfc_2822};
use super::server::MockTwilio;
use crate::{Decimal, Timestamp};
use serde_json::Value;
use std::time::Duration;

impl MockTwilio {
    /// Somebody answers a call that is queued or rings: now it is in progress. False for any other call.
    pub fn answer_call(&self, call: impl AsRef<str>) -> bool {
        self.change_call(call.as_ref(), |call| {
            let rings = call["status"] == "queued" || call["status"] == "ringing";
            if rings {
                call["status"] = "in-progress".into();
                call["start_time"] = rfc_2822(Timestamp::now()).into();
            }
            rings
        })
    }

    /// Somebody hangs up, so many seconds after the call was answered. False for a call that is not in progress.
    pub fn hang_up(&self, call: impl AsRef<str>, seconds: u32) -> bool {
        self.change_call(call.as_ref(), |call| {
            let goes_on = call["status"] == "in-progress";
            let end = moment(call, "start_time").and_then(|start| start.checked_add(after(seconds)).ok());
            if let Some(end) = end.filter(|_| goes_on) {
                calls::finish(call, end);
            }
            goes_on
        })
    }

    /// Somebody calls the account, and the call is in progress at once; `to` need not be one of its numbers. Returns
    /// its SID; none for an account that does not exist or is not active, which nobody can call.
    pub fn receive_call(&self, account: impl AsRef<str>, from: &str, to: &str) -> Option<String> {
        let mut state = self.state();
        if !state.is(account.as_ref(), "active") {
            return None;
        }
        let mut call = calls::add(&mut state, account.as_ref(), from, to, "inbound");
        call["status"] = "in-progress".into();
        call["start_time"] = rfc_2822(Timestamp::now()).into();
        let sid = call["sid"].as_str().map(str::to_owned);
        state.calls.push(call);
        sid
    }

    /// Adds a call of the past that was answered at `start` and has ended. Returns its SID; it has no price yet.
    /// None for an account that does not exist or is not active: what is to have a past is closed after it.
    pub fn past_call(&self, account: impl AsRef<str>, start: Timestamp, seconds: u32) -> Option<String> {
        let sid = self.receive_call(account, "+15005550006", "+15005550010")?;
        self.change_call(&sid, |call| {
            call["start_time"] = rfc_2822(start).into();
            call["date_created"] = call["start_time"].clone();
            calls::finish(call, start.checked_add(after(seconds)).unwrap_or(start));
            true
        });
        Some(sid)
    }

    /// The recipient has the message. False for one that does not exist.
    pub fn deliver_message(&self, message: impl AsRef<str>) -> bool {
        let mut state = self.state();
        let found = state.messages.iter_mut().find(|known| known["sid"] == message.as_ref());
        found.is_some_and(|message| {
            message["status"] = "delivered".into();
            message["date_sent"] = rfc_2822(Timestamp::now()).into();
            true
        })
    }

    /// The price of a call or message becomes known: what it costs, as a positive number, and the currency, such
    /// as `USD`. The API shows it negated. False for one that does not exist.
    pub fn charge(&self, call_or_message: impl AsRef<str>, cost: Decimal, currency: &str) -> bool {
        let mut state = self.state();
        let state = &mut *state;
        let mut resources = state.calls.iter_mut().chain(&mut state.messages);
        resources.find(|known| known["sid"] == call_or_message.as_ref()).is_some_and(|resource| {
            resource["price"] = (-cost).to_string().into();
            resource["price_unit"] = currency.into();
            true
        })
    }

    fn change_call(&self, sid: &str, change: impl FnOnce(&mut Value) -> bool) -> bool {
        self.state().calls.iter_mut().find(|call| call["sid"] == sid).is_some_and(change)
    }
}

fn after(seconds: u32) -> Duration {
    Duration::from_secs(seconds.into())
}
