//! Compares a request with an exchange of the script: method, path, raw query, Authorization, Accept, Content-Type
//! and body.

use axum::http::{HeaderMap, HeaderName, header, request::Parts};
use base64::{Engine, engine::general_purpose::STANDARD};

use super::exchange::Exchange;

/// Returns the differences; none if the request is as expected.
pub fn differences(exchange: &Exchange, head: &Parts, body: &[u8]) -> Vec<String> {
    let (user_name, password) = &exchange.authorization;
    let content_type = exchange.form.as_ref().map_or("(none)", |_| "application/x-www-form-urlencoded");
    let compared = [
        ("method", exchange.method.to_owned(), head.method.to_string()),
        ("path", exchange.path.clone(), head.uri.path().to_owned()),
        ("query", exchange.raw_query.clone(), head.uri.query().unwrap_or_default().to_owned()),
        ("Authorization", format!("{user_name}:{password}"), basic_authorization(&head.headers)),
        ("Accept", "application/json".to_owned(), header_text(&head.headers, header::ACCEPT)),
        ("Content-Type", content_type.to_owned(), header_text(&head.headers, header::CONTENT_TYPE)),
        ("body", exchange.form.clone().unwrap_or_default(), String::from_utf8_lossy(body).into_owned()),
    ];
    compared
        .into_iter()
        .filter(|(_, expected, found)| expected != found)
        .map(|(what, expected, found)| format!("  {what}: expected `{expected}`, found `{found}`"))
        .collect()
}

/// User name and password with a colon between them, or the header as it came if it is not Basic.
fn basic_authorization(headers: &HeaderMap) -> String {
    let text = header_text(headers, header::AUTHORIZATION);
    let decoded = text.strip_prefix("Basic ").and_then(|encoded| STANDARD.decode(encoded).ok());
    decoded.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or(text)
}

/// All values of the header with a comma between them, so that a repeated one is a difference.
fn header_text(headers: &HeaderMap, name: HeaderName) -> String {
    let values: Vec<_> = headers.get_all(name).iter().map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
    if values.is_empty() { "(none)".to_owned() } else { values.join(", ") }
}
