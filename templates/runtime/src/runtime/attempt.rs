//! One attempt: in comes a finished [`Request`], out goes a 2xx [`Answer`] or an [`Error`].
//!
//! Redirects of a GET belong to the attempt. Must not decode bodies, know pages, or repeat anything.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};

use super::answer::Answer;
use super::error::{Error, Result};
use super::origin::{has_same_origin, redirected as redirected_to};
use super::request::Request;

/// What every request accepts.
const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// How many redirects in a row are followed.
const MAX_REDIRECTS: usize = 5;

/// The parts of a request that are the same in every attempt.
pub(crate) struct Outgoing {
    uri: Uri,
    media_type: Option<HeaderValue>,
    body: Bytes,
}

impl Outgoing {
    /// # Errors
    /// The first mistake made in building the request.
    pub(crate) fn new(request: &Request) -> Result<Self> {
        let uri = request.uri()?;
        let (media_type, body) = match request.body() {
            Some((media_type, body)) => (Some(HeaderValue::from_static(media_type)), Bytes::from(body)),
            None => (None, Bytes::new()),
        };
        Ok(Self { uri, media_type, body })
    }

    /// The HTTP request to `uri`; without what is meant for one origin only, if it is at another.
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
        // Last, so that a header set on the request replaces the one above.
        headers.extend(request.headers().clone());
        if is_elsewhere {
            // Credentials, and the headers that the user set: both are marked.
            *headers = headers.iter().filter(|(_, value)| !value.is_sensitive()).map(copied).collect();
        }
        outgoing
    }
}

/// Sends the request once, and a GET again to where it is redirected.
///
/// # Errors
/// A failure of the connection, or a status other than 2xx.
pub(crate) async fn attempt(request: &Request, outgoing: &Outgoing) -> Result<Answer> {
    let method = &request.label().method;
    let transport = &request.client().settings().transport;
    let mut redirected = None;
    // Once elsewhere, always elsewhere: nobody else leads our credentials back either.
    let mut is_elsewhere = false;
    let mut followed = 0;
    loop {
        let uri = redirected.as_ref().unwrap_or(&outgoing.uri);
        let sent = transport.send(outgoing.to(uri.clone(), request, is_elsewhere)).await;
        let (parts, body) = sent.map_err(|error| Error::transport(request.label(), error))?.into_parts();
        let answer = Answer { status: parts.status, headers: parts.headers, body, attempts: 1 };
        if answer.status.is_success() {
            return Ok(answer);
        }
        match redirection(method, &answer) {
            None => return Err(Error::api(request.label(), request.redacted(answer, &[]))),
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

fn copied((name, value): (&HeaderName, &HeaderValue)) -> (HeaderName, HeaderValue) {
    (name.clone(), value.clone())
}

/// Where a GET or HEAD is redirected to; every other method may have done something already.
fn redirection<'a>(method: &Method, answer: &'a Answer) -> Option<&'a str> {
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
