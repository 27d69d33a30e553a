//! One attempt: in comes a finished [`Request`], out goes a 2xx [`Answer`] or an [`Error`].
//!
//! This is the only place that puts bytes on the wire, and the place where retries will go around.
//! Must not decode bodies, and must not know pages.

use http::{HeaderMap, HeaderValue, header};

use super::answer::Answer;
use super::error::{Error, Result};
use super::request::Request;

/// What every request accepts.
const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// Sends the request once.
///
/// # Errors
/// A mistake in the request (nothing was sent), a failure of the connection, a timeout, or a status
/// other than 2xx.
pub(crate) async fn send_once(request: &Request) -> Result<Answer> {
    let url = request.url()?;
    let settings = request.client().settings();
    let credentials = &settings.credentials;
    let timeout = request.attempt_timeout();
    let failed = |error| Error::transport(request.label(), error, timeout);

    let mut outgoing = settings
        .http_client
        .request(request.label().method.clone(), url)
        .timeout(timeout)
        // Marks the header value sensitive, so that nothing below prints it.
        .basic_auth(credentials.user_name(), Some(credentials.password()));
    let mut headers = HeaderMap::new();
    headers.insert(header::ACCEPT, JSON);
    headers.insert(header::USER_AGENT, settings.user_agent.clone());
    if let Some((media_type, body)) = request.body() {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
        outgoing = outgoing.body(body);
    }
    // Last, so that a header set on the request replaces the one above.
    headers.extend(request.headers().clone());

    let mut incoming = outgoing.headers(headers).send().await.map_err(failed)?;
    let status = incoming.status();
    let headers = std::mem::take(incoming.headers_mut());
    let body = incoming.bytes().await.map_err(|error| {
        let received = Answer { status, headers: headers.clone(), body: bytes::Bytes::new() };
        failed(error).answered(received)
    })?;
    let answer = Answer { status, headers, body };
    if status.is_success() { Ok(answer) } else { Err(Error::api(request.label(), answer, request.secrets())) }
}
