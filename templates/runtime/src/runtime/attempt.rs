//! Sends one attempt of a [`Request`], and returns a 2xx [`RawResponse`] or an [`Error`].
//!
//! Following the redirects of a GET is part of the attempt. It decodes no bodies and repeats nothing.

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, Response, StatusCode, Uri, header};

use super::error::{Error, Result};
use super::origin::{has_same_origin, redirected as redirected_to};
use super::raw_response::RawResponse;
use super::request::Request;
use super::transport::TransportError;

/// The media type that every request accepts.
const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// The maximum number of redirects in a row.
const MAX_REDIRECTS: usize = 5;

/// The parts of a request that are the same in every attempt.
pub(crate) struct PreparedRequest {
    uri: Uri,
    media_type: Option<HeaderValue>,
    body: Bytes,
}

impl PreparedRequest {
    /// Builds the parts of the request that are the same in every attempt.
    ///
    /// # Errors
    /// Returns the first mistake that was made when the request was built.
    pub(crate) fn new(request: &Request) -> Result<Self> {
        let uri = request.uri()?;
        let (media_type, body) = match request.body() {
            Some((media_type, body)) => (Some(HeaderValue::from_static(media_type)), Bytes::from(body)),
            None => (None, Bytes::new()),
        };
        Ok(Self { uri, media_type, body })
    }

    /// Builds the HTTP request to `uri`. If `is_elsewhere` is true, leaves out the headers that are only for the
    /// first origin.
    fn to(&self, uri: Uri, request: &Request, is_elsewhere: bool) -> http::Request<Bytes> {
        let settings = request.client().settings();
        let mut outgoing = http::Request::new(self.body.clone());
        *outgoing.method_mut() = request.label().method.clone();
        *outgoing.uri_mut() = uri;
        let headers = outgoing.headers_mut();
        headers.insert(header::ACCEPT, JSON);
        headers.insert(header::USER_AGENT, settings.user_agent.clone());
        headers.insert(header::AUTHORIZATION, settings.authorization.clone());
        headers.extend(self.media_type.clone().map(|media_type| (header::CONTENT_TYPE, media_type)));
        if self.body.is_empty() && (self.media_type.is_some() || has_content(&request.label().method)) {
            // HTTP libraries leave the header out, and some servers then respond with 411.
            headers.insert(header::CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        // Last, so that a header of the request replaces a header from above.
        headers.extend(request.headers().clone());
        if is_elsewhere {
            // Removes the credentials and the headers that the user set. Both are marked sensitive.
            *headers = headers.iter().filter(|(_, value)| !value.is_sensitive()).map(copied).collect();
        }
        outgoing
    }
}

/// Sends the request once, and follows the redirects of a GET or HEAD.
///
/// # Errors
/// The connection fails, a redirect cannot be followed, or the status is not 2xx.
pub(crate) async fn attempt(request: &Request, outgoing: &PreparedRequest) -> Result<RawResponse> {
    let method = &request.label().method;
    let transport = &request.client().settings().transport;
    let mut redirected = None;
    // After a redirect to another origin, credentials are never sent again, even if a redirect leads back.
    let mut is_elsewhere = false;
    let mut followed = 0;
    loop {
        let uri = redirected.as_ref().unwrap_or(&outgoing.uri);
        let sent = transport.send_bounded(outgoing.to(uri.clone(), request, is_elsewhere), request.max_body()).await;
        let answer = received(request, sent)?;
        if answer.status.is_success() {
            return Ok(request.with_printable_id(answer));
        }
        match redirection(method, &answer) {
            None => return Err(request.refused(answer)),
            Some(_) if followed == MAX_REDIRECTS => {
                let refused = format!("there were more than {MAX_REDIRECTS} redirects in a row");
                return Err(Error::redirect(request.label(), refused).answered(request.redacted(answer, &[])));
            }
            Some(location) => match redirected_to(uri, location) {
                Ok(next) => {
                    is_elsewhere |= !has_same_origin(&next, &outgoing.uri);
                    redirected = Some(next);
                    followed += 1;
                }
                Err(wrong) => {
                    let refused = Error::redirect(request.label(), format!("the redirect {wrong}"));
                    return Err(refused.answered(request.redacted(answer, &[])));
                }
            },
        }
    }
}

/// Returns the response. If the body of a response other than 2xx is too long, the body is left out.
///
/// # Errors
/// The connection fails, or the body of a 2xx response is too long.
fn received(request: &Request, sent: std::result::Result<Response<Bytes>, TransportError>) -> Result<RawResponse> {
    let (head, body) = match sent {
        Ok(response) => {
            let (parts, body) = response.into_parts();
            ((parts.status, parts.headers), (body.len() <= request.max_body()).then_some(body))
        }
        Err(TransportError { is_body_too_large: true, head: Some(head), .. }) => (*head, None),
        Err(failure) => return Err(request.failed(failure)),
    };
    let (status, headers) = head;
    let is_too_large = body.is_none();
    let answer = RawResponse { status, headers, body: body.unwrap_or_default(), attempts: 1 };
    if is_too_large && status.is_success() {
        return Err(Error::body_too_large(request.label(), request.redacted(answer, &[]), request.max_body()));
    }
    Ok(answer)
}

/// Returns true if the method usually has a body. Then the length of an empty body is sent too.
fn has_content(method: &Method) -> bool {
    [Method::POST, Method::PUT, Method::PATCH].contains(method)
}

fn copied((name, value): (&HeaderName, &HeaderValue)) -> (HeaderName, HeaderValue) {
    (name.clone(), value.clone())
}

/// Returns the target of a redirect of a GET or HEAD. Other methods are not repeated, because they may have had an
/// effect.
fn redirection<'a>(method: &Method, answer: &'a RawResponse) -> Option<&'a str> {
    const FOLLOWED: [StatusCode; 5] = [
        StatusCode::MOVED_PERMANENTLY,
        StatusCode::FOUND,
        StatusCode::SEE_OTHER,
        StatusCode::TEMPORARY_REDIRECT,
        StatusCode::PERMANENT_REDIRECT,
    ];
    let follows = [Method::GET, Method::HEAD].contains(method) && FOLLOWED.contains(&answer.status);
    follows.then(|| answer.headers.get(header::LOCATION)?.to_str().ok())?
}
