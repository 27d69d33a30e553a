//! Events outside the API: calls are answered and end, messages arrive, prices become known.
//!
//! The result of each method tells whether it had an effect, so that a test can check it.

use super::calls;
use super::records::{moment, rfc_2822};
use super::server::MockTwilio;
use crate::{Decimal, Timestamp};
use serde_json::Value;
use std::time::Duration;

impl MockTwilio {
    /// Answers a call that is queued or ringing, so that it is in progress. Returns false for any other call.
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

    /// Hangs up a call this many seconds after it was answered. Returns false for a call that is not in progress.
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

    /// Adds an incoming call to the account, which is in progress at once; `to` need not be one of its numbers.
    /// Returns the SID of the call; `None` if the account does not exist or is not active, because nobody can call
    /// it.
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

    /// Adds a past call that was answered at `start`, lasted this many seconds and has ended. Returns its SID. The
    /// call has no price yet. Returns `None` if the account does not exist or is not active. To give a closed account
    /// past calls, add them before you close it.
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

    /// Delivers a message to its recipient. Returns false if the message does not exist.
    pub fn deliver_message(&self, message: impl AsRef<str>) -> bool {
        let mut state = self.state();
        let found = state.messages.iter_mut().find(|known| known["sid"] == message.as_ref());
        found.is_some_and(|message| {
            message["status"] = "delivered".into();
            message["date_sent"] = rfc_2822(Timestamp::now()).into();
            true
        })
    }

    /// Sets the price of a call or message: its cost as a positive number, and the currency, such as `USD`. The API
    /// shows the cost negated. Returns false if the call or message does not exist.
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
