//! Reads an HTTP request: credentials, path arguments and parameters. It knows no resource.

use super::response::ErrorResponse;
use axum::body::to_bytes;
use axum::extract::{FromRequest, FromRequestParts, RawPathParams, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use base64::{Engine as _, engine::general_purpose::STANDARD};

/// The maximum length of a form, in bytes. Twilio's longest parameter has 4,000 characters.
const LONGEST_FORM: usize = 1 << 20;

/// A parsed request.
pub(super) struct MockRequest {
    /// The path, without the query.
    pub(super) path: String,
    /// Scheme, host and port, for absolute links.
    pub(super) origin: String,
    /// The user name and the password, if the request has HTTP Basic.
    pub(super) login: Option<(String, String)>,
    /// The parameter names of the route, with their values.
    arguments: Vec<(String, String)>,
    /// The parameters of the query.
    pub(super) query: Vec<(String, String)>,
    /// The parameters of the form, if the request has a form.
    form: Option<Vec<(String, String)>>,
}

impl MockRequest {
    /// Returns the value of the path parameter `name`, without `.json`.
    pub(super) fn argument(&self, name: &str) -> &str {
        let value = self.arguments.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value);
        value.strip_suffix(".json").unwrap_or(value)
    }

    /// Returns a parameter: of the form if the request is a POST, else of the query.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        let parameters = self.form.as_ref().unwrap_or(&self.query);
        parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Returns a parameter that is required and must not be empty.
    pub(super) fn required(&self, name: &str, code: u32) -> Result<&str, ErrorResponse> {
        let value = self.parameter(name).filter(|value| !value.is_empty());
        value.ok_or_else(|| ErrorResponse::invalid(code, format!("Missing required parameter {name} in the post body")))
    }

    /// Returns true if the request has one of the parameters.
    pub(super) fn has_any(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.parameter(name).is_some_and(|value| !value.is_empty()))
    }
}

impl<S: Send + Sync> FromRequest<S> for MockRequest {
    type Rejection = ErrorResponse;

    async fn from_request(request: Request, state: &S) -> Result<Self, ErrorResponse> {
        let (mut parts, body) = request.into_parts();
        let arguments = arguments(&mut parts, state).await;
        let unreadable = |_| ErrorResponse::invalid(20001, "The body cannot be read");
        let body = to_bytes(body, LONGEST_FORM).await.map_err(unreadable)?;
        let is_post = parts.method == Method::POST;
        let is_form = text(&parts.headers, header::CONTENT_TYPE).starts_with("application/x-www-form-urlencoded");
        Ok(Self {
            path: parts.uri.path().to_owned(),
            origin: format!("http://{}", text(&parts.headers, header::HOST)),
            login: login(&parts.headers),
            arguments,
            query: pairs(parts.uri.query().unwrap_or_default().as_bytes()),
            form: is_post.then(|| if is_form { pairs(&body) } else { Vec::new() }),
        })
    }
}

async fn arguments<S: Send + Sync>(parts: &mut Parts, state: &S) -> Vec<(String, String)> {
    let Ok(arguments) = RawPathParams::from_request_parts(parts, state).await else { return Vec::new() };
    arguments.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

fn pairs(encoded: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(encoded).into_owned().collect()
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> &str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

fn login(headers: &HeaderMap) -> Option<(String, String)> {
    let encoded = text(headers, header::AUTHORIZATION).strip_prefix("Basic ")?;
    let decoded = String::from_utf8(STANDARD.decode(encoded).ok()?).ok()?;
    let (user_name, password) = decoded.split_once(':')?;
    Some((user_name.to_owned(), password.to_owned()))
}
