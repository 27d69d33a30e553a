//! Bodies that are longer than the client reads, and lists that would be larger than their text.

use std::collections::BTreeMap;

use http::StatusCode;

use crate::runtime::{Decode, ErrorKind, JsonValue, MockTransport, RetryPolicy};
use crate::sample::{Widget, WidgetSid};

use super::raw_server::{RawAnswer, RawServer, client_builder, widgets, with_each_transport};

#[tokio::test]
async fn an_endless_body_is_read_up_to_the_limit() {
    for is_chunked in [false, true] {
        let server = RawServer::start([RawAnswer::endless(200, is_chunked)]).await;
        for (transport, builder) in with_each_transport(|| server.client_builder()) {
            let widgets = widgets(builder);
            let error = widgets.create("n", "s").url("u").send().await.unwrap_err();
            assert!(error.is_body_too_large(), "{transport}: {error}");
            assert_eq!((error.kind(), error.attempts()), (ErrorKind::BodyTooLarge, 1), "{transport}");
            assert_eq!((error.status(), error.request_id()), (Some(StatusCode::OK), Some("RQ1")), "{transport}");
            assert!(error.is_ambiguous(), "{transport}: the status says that it was done");
            assert!(error.message().contains("16777216"), "{transport}: {error}");
            let fetch = widgets.widget(WidgetSid::from_unvalidated("WI1")).fetch();
            assert!(!fetch.send().await.unwrap_err().is_ambiguous(), "{transport}");
        }
    }
}

#[tokio::test]
async fn a_refusal_with_an_endless_body_is_a_refusal() {
    for status in [404, 429, 503] {
        let server = RawServer::start([RawAnswer::endless(status, true)]).await;
        for (transport, builder) in with_each_transport(|| server.client_builder()) {
            let widgets = widgets(builder.max_response_body(100_000).retry(RetryPolicy::none()));
            let error = widgets.create("n", "s").url("u").send().await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Api, "{transport}: {error}");
            assert_eq!(error.status().unwrap().as_u16(), status, "{transport}");
            assert_eq!(error.is_ambiguous(), status == 503, "{transport}");
            assert_eq!(error.request_id(), Some("RQ1"), "{transport}");
        }
    }
}

#[tokio::test]
async fn a_redirect_with_an_endless_body_is_followed() {
    let head = b"HTTP/1.1 307 Elsewhere\r\nLocation: /moved\r\n\r\n".to_vec();
    let answers = [RawAnswer::Endless(head), RawAnswer::whole(200, "", r#"{"sid": "WI1"}"#)];
    for (transport, builder) in with_each_transport(client_builder) {
        let server = RawServer::start(answers.clone()).await;
        let widgets = widgets(builder.base_url(&server.base_url).max_response_body(1000));
        let widget = widgets.widget(WidgetSid::from_unvalidated("WI1")).fetch().send().await.unwrap();
        assert_eq!(widget.sid, "WI1", "{transport}");
    }
}

#[tokio::test]
async fn the_limit_is_that_of_the_request_or_of_the_client() {
    let body = r#"{"sid": "WI1"}"#;
    let server = RawServer::start([RawAnswer::whole(200, "", body)]).await;
    for (transport, builder) in with_each_transport(|| server.client_builder()) {
        let widgets = widgets(builder.max_response_body(body.len() - 1));
        let create = widgets.create("n", "s").url("u");
        assert!(create.clone().send().await.unwrap_err().is_body_too_large(), "{transport}");
        assert_eq!(create.max_response_body(body.len()).send().await.unwrap().sid, "WI1", "{transport}");
        assert!(widgets.list().send().await.unwrap_err().is_body_too_large(), "{transport}");
    }
}

#[tokio::test]
async fn a_body_in_many_pieces_arrives_whole() {
    let name = "é".repeat(20_000);
    let body = format!(r#"{{"sid": "WI1", "friendly_name": "{name}"}}"#);
    let chunks: String = body.split_inclusive('é').fold(String::new(), |mut all, chunk| {
        all.push_str(&format!("{:x}\r\n{chunk}\r\n", chunk.len()));
        all
    });
    let whole = format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}0\r\n\r\n");
    let server = RawServer::start([RawAnswer::Bytes(whole.into_bytes())]).await;
    for (transport, builder) in with_each_transport(|| server.client_builder()) {
        let response = widgets(builder).create("n", "s").url("u").response().await.unwrap();
        assert!(response.body() == body.as_bytes(), "{transport}");
    }
}

#[tokio::test]
async fn a_body_that_a_transport_hands_over_whole_is_measured_too() {
    let transport = MockTransport::new();
    transport.respond(201, r#"{"sid": "WI1"}"#).respond(404, r#"{"message": "not here"}"#);
    let widgets = widgets(client_builder().transport(transport).max_response_body(5));
    assert!(widgets.create("n", "s").url("u").send().await.unwrap_err().is_body_too_large());
    let error = widgets.create("n", "s").url("u").send().await.unwrap_err();
    assert!(error.is_not_found() && error.message() == "Not Found", "{error}");
}

/// A model of 100 kB, so that a few items of a list exceed the memory limit.
#[derive(Debug)]
struct Large {
    _memory: [u8; 100_000],
}

impl Decode for Large {
    fn decode(json: crate::runtime::Json<'_>) -> Result<Self, crate::runtime::DecodeError> {
        crate::runtime::Fields::new(json)?;
        Ok(Self { _memory: [0; 100_000] })
    }
}

#[test]
fn memory_is_not_reserved_for_items_that_are_none() {
    // The list would take 100 GB if memory were reserved for all of its items.
    let list = format!("[{}0]", "0,".repeat(1_000_000));
    assert!(Vec::<Large>::decode_body(list.as_bytes()).unwrap_err().to_string().contains("an object"));
    let map = format!("{{{}\"a\":0}}", "\"a\":0,".repeat(1_000_000));
    assert!(BTreeMap::<String, Large>::decode_body(map.as_bytes()).unwrap_err().to_string().contains("an object"));
}

#[test]
fn items_with_next_to_no_text_do_not_use_up_memory() {
    let list = format!("[{}{{}}]", "{},".repeat(1_000_000));
    let error = Vec::<Large>::decode_body(list.as_bytes()).unwrap_err();
    assert!(error.to_string().contains("take too much memory"), "{error}");
    let map = (0..1_000_000).map(|name| format!("\"{name}\":{{}}")).collect::<Vec<_>>().join(",");
    let error = BTreeMap::<String, Large>::decode_body(format!("{{{map}}}").as_bytes()).unwrap_err();
    assert!(error.to_string().contains("take too much memory"), "{error}");
}

#[test]
fn lists_in_proportion_to_their_text_are_decoded() {
    let list = format!("[{}{{\"sid\":\"WI1\"}}]", "{\"sid\":\"WI1\"},".repeat(5_000));
    assert_eq!(Vec::<Widget>::decode_body(list.as_bytes()).unwrap().len(), 5_001);
    let numbers = format!("[{}0]", "0,".repeat(200_000));
    assert_eq!(Vec::<i64>::decode_body(numbers.as_bytes()).unwrap().len(), 200_001);
    let values = format!("[{}0]", "0,".repeat(100_000));
    assert_eq!(Vec::<JsonValue>::decode_body(values.as_bytes()).unwrap().len(), 100_001);
    assert!(Vec::<Vec<i64>>::decode_body(format!("[{}[]]", "[],".repeat(100_000)).as_bytes()).is_ok());
}
