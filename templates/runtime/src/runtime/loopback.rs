//! Recognises hosts that are this machine, which no proxy can reach.

use std::net::IpAddr;

/// Returns true for `localhost` and the addresses of this machine, in every notation.
pub(crate) fn is_loopback(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    if let Ok(address) = host.parse::<IpAddr>() {
        // `::ffff:127.0.0.1` is 127.0.0.1. A connection to `0.0.0.0` or `::` also reaches this machine.
        let address = address.to_canonical();
        return address.is_loopback() || address.is_unspecified();
    }
    let name = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
    name == "localhost" || name.ends_with(".localhost")
}
