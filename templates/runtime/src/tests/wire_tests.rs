//! The tests that emitted crates include: they pass for the requests of the sample, and fail for anything else.

use crate::runtime::wire_tests::Part::{self, EmptyForm, Form, Header, Query};
use crate::runtime::wire_tests::{Call, Operation, Refusal, call, check, wire_tests};
use crate::runtime::{Client, round_trips};
use crate::sample::{AccountSid, Widgets};

wire_tests! { client
    create_widget: Widgets::new(client, &"ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".parse()?).create("n", "s").url("a b"),
        "POST https://api.twilio.com/2010-04-01/Accounts/ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/Widgets.json" [Form("FriendlyName", "n"), Form("Secret", "s"), Form("Url", "a b")]
        => 201 r#"{"sid": "WI1"}"#;
    list_widget: Widgets::new(client, &"ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".parse()?).list().page_size(20),
        "GET https://api.twilio.com/2010-04-01/Accounts/ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/Widgets.json" [Query("PageSize", "20")]
        => 200 r#"{"widgets": []}"#;
}

round_trips! {
    texts_survive: crate::runtime::round_trip::<String>(r#""text""#, &[]);
}

fn create(client: &Client) -> Call {
    let account = AccountSid::from_unvalidated("AC1");
    call(Widgets::new(client, &account).create("n", "s").url("u"))
}

/// Checks the sample against other parts or another response.
fn checked(parts: &[Part], answer: &'static str, refusal: Option<Refusal>) {
    let request = "POST https://api.twilio.com/2010-04-01/Accounts/AC1/Widgets.json";
    check(&Operation { name: "create", request, call: create }, parts, (201, answer), &[], refusal);
}

const SENT: [Part; 3] = [Form("FriendlyName", "n"), Form("Secret", "s"), Form("Url", "u")];
const ANSWER: &str = r#"{"sid": "WI1"}"#;

#[test]
#[should_panic(expected = "the form")]
fn a_missing_parameter_is_found() {
    checked(&[Form("FriendlyName", "n"), Form("Secret", "s"), Form("Url", "u"), Form("New", "x")], ANSWER, None);
}

#[test]
#[should_panic(expected = "the form")]
fn a_parameter_too_many_is_found() {
    checked(&[EmptyForm], ANSWER, None);
}

#[test]
#[should_panic(expected = "the query")]
fn a_parameter_in_the_wrong_place_is_found() {
    checked(&[Form("FriendlyName", "n"), Form("Secret", "s"), Query("Url", "u")], ANSWER, None);
}

#[test]
#[should_panic(expected = "the header x-new")]
fn a_missing_header_is_found() {
    let [name, secret, url] = SENT;
    checked(&[name, secret, url, Header("x-new", "1")], ANSWER, None);
}

#[test]
#[should_panic(expected = "the answer")]
fn an_answer_that_is_not_understood_is_found() {
    checked(&SENT, "[]", None);
}

#[test]
#[should_panic(expected = "the refusal is not understood")]
fn a_refusal_that_is_not_understood_is_found() {
    checked(&SENT, ANSWER, Some(Refusal { status: 400, body: "{}", is_read: |_| false }));
}
