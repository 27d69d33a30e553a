//! Region and edge: the hosts of requests and of links to a next page.

use std::ffi::OsString;

use crate::runtime::{Client, Credentials, ErrorKind, Location, builder_from};

fn location(region: Option<&str>, edge: Option<&str>) -> Location {
    Location { region: region.map(str::to_owned), edge: edge.map(str::to_owned) }
}

/// Returns the message of the error of a client with this region and edge; `None` if the client can be built.
fn refusal(region: Option<&str>, edge: Option<&str>) -> Option<String> {
    let mut builder = Client::builder().credentials(Credentials::auth_token("AC1", "token"));
    builder = region.into_iter().fold(builder, |builder, region| builder.region(region));
    builder = edge.into_iter().fold(builder, |builder, edge| builder.edge(edge));
    let error = builder.build().err()?;
    assert_eq!(error.kind(), ErrorKind::Configuration);
    Some(error.message().to_owned())
}

/// Returns the error of a client from the environment.
fn refusal_from_environment(region: &str, edge: &str) -> Option<String> {
    let lookup = |name: &str| {
        let value = match name {
            "TWILIO_ACCOUNT_SID" => "AC1",
            "TWILIO_AUTH_TOKEN" => "token",
            "TWILIO_REGION" => region,
            "TWILIO_EDGE" => edge,
            _ => return None,
        };
        Some(OsString::from(value))
    };
    let error = builder_from(lookup).expect("the credentials are there").build().err()?;
    assert_eq!(error.kind(), ErrorKind::Configuration);
    Some(error.message().to_owned())
}

#[test]
fn region_and_edge_find_their_places_in_hosts_of_three_four_and_five_labels() {
    let hosts = ["api.twilio.com", "api.jp1.twilio.com", "api.tokyo.jp1.twilio.com"];
    for (region, edge, expected) in [
        (None, None, hosts),
        (None, Some("dublin"), ["api.dublin.us1.twilio.com", "api.dublin.jp1.twilio.com", "api.dublin.jp1.twilio.com"]),
        (Some("us1"), None, ["api.us1.twilio.com", "api.us1.twilio.com", "api.tokyo.us1.twilio.com"]),
        (
            Some("ie1"),
            Some("dublin"),
            ["api.dublin.ie1.twilio.com", "api.dublin.ie1.twilio.com", "api.dublin.ie1.twilio.com"],
        ),
    ] {
        let location = location(region, edge);
        assert_eq!(hosts.map(|host| location.apply(host)), expected, "{location:?}");
    }
}

#[test]
fn other_hosts_stay_as_they_are() {
    let location = location(Some("ie1"), Some("dublin"));
    for host in ["127.0.0.1", "localhost", "twilio.com.example.org", "a.b.c.d.twilio.com", "eviltwilio.com"] {
        assert_eq!(location.apply(host), host);
    }
    assert_eq!(location.apply_to_server("https://api.twilio.com"), "https://api.dublin.ie1.twilio.com");
}

#[test]
fn a_region_that_could_change_the_host_is_refused() {
    assert_eq!(refusal(Some("ie1"), Some("dublin")), None);
    for region in ["", "ie1.example.org/", "a b", "a@b", "ie1."] {
        for edge in [None, Some("dublin")] {
            let message = refusal(Some(region), edge).unwrap();
            assert!(message.starts_with("a region or edge is a single word"), "{region}: {message}");
        }
    }
}

#[test]
fn a_region_without_an_edge_is_refused_with_the_edge_of_that_region() {
    for (region, edge) in [("ie1", "dublin"), ("au1", "sydney"), ("IE1", "dublin")] {
        let by_builder = refusal(Some(region), None).unwrap();
        let named = region.to_ascii_lowercase();
        let expected = format!(
            "the region {named} is set without an edge, and Twilio routes such requests to us1: set the edge of {named} too, {edge}, by .edge(\"{edge}\") or TWILIO_EDGE"
        );
        assert_eq!(by_builder, expected);
        assert_eq!(refusal_from_environment(region, ""), Some(expected));
        assert_eq!(refusal(Some(region), Some(edge)), None);
        assert_eq!(refusal_from_environment(region, edge), None);
    }
}

#[test]
fn an_unknown_region_without_an_edge_is_refused_and_not_repeated() {
    let message = refusal(Some("jp1"), None).unwrap();
    assert!(message.contains("set an edge of that region too") && !message.contains("jp1"), "{message}");
    assert_eq!(refusal(Some("jp1"), Some("tokyo")), None);
}

#[test]
fn us1_needs_no_edge_and_an_edge_no_region() {
    for (region, edge) in [(None, None), (Some("us1"), None), (Some("US1"), None), (None, Some("dublin"))] {
        assert_eq!(refusal(region, edge), None, "{region:?} {edge:?}");
    }
    assert_eq!(refusal_from_environment("us1", ""), None);
}
