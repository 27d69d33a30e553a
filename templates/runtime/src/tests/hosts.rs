//! Region and edge: which host a request, and a link to a next page, goes to.

use crate::runtime::{Client, Credentials, Location};

fn location(region: Option<&str>, edge: Option<&str>) -> Location {
    Location { region: region.map(str::to_owned), edge: edge.map(str::to_owned) }
}

#[test]
fn region_and_edge_find_their_places_in_hosts_of_three_four_and_five_labels() {
    let hosts = ["api.twilio.com", "api.jp1.twilio.com", "api.tokyo.jp1.twilio.com"];
    for (region, edge, expected) in [
        (None, None, hosts),
        (None, Some("dublin"), ["api.dublin.us1.twilio.com", "api.dublin.jp1.twilio.com", "api.dublin.jp1.twilio.com"]),
        (Some("ie1"), None, ["api.ie1.twilio.com", "api.ie1.twilio.com", "api.tokyo.ie1.twilio.com"]),
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
    let build = |region: &str| {
        let credentials = Credentials::auth_token("AC1", "token");
        Client::builder().credentials(credentials).region(region).build()
    };
    assert!(build("ie1").is_ok());
    for region in ["", "ie1.example.org/", "a b", "a@b", "ie1."] {
        let error = build(region).unwrap_err();
        assert!(error.message().starts_with("a region or edge is a single word"), "{region}: {error}");
    }
}
