//! The URL, the headers and the body of a [`Request`], as `send.rs` sends them.
//!
//! An error never repeats a value.

use std::time::Duration;

use http::{HeaderMap, HeaderName, Uri};

use super::client::Client;
use super::decode_error::DecodeError;
use super::error::{Error, Result};
use super::json_body::JsonBody;
use super::parameter_list::ParameterList;
use super::raw_response::{REQUEST_ID, RawResponse};
use super::redact::is_secret_name;
use super::request::Request;
use super::request_label::RequestLabel;
use super::retry_policy::RetryPolicy;
use super::route::append_route;
use super::secrets::Secrets;
use super::transport::TransportError;

/// The media type of every form.
const FORM: &str = "application/x-www-form-urlencoded";

impl Request {
    /// Returns the request for the next page of a list. The caller must have checked the link.
    pub(crate) fn following(&self, link: Uri) -> Self {
        let mut following = self.clone();
        following.0.link = Some(link);
        following
    }

    /// Returns the URI of the request.
    ///
    /// # Errors
    /// Returns the first mistake that was made when the request was built.
    pub(crate) fn uri(&self) -> Result<Uri> {
        let refused = |sentence: String| Error::invalid_request(&self.0.label, sentence);
        if let Some(mistake) = &self.0.builder_error {
            return Err(refused(mistake.clone()));
        }
        if let Some(link) = &self.0.link {
            return Ok(link.clone());
        }
        let is_set = |name: &&str| {
            let in_form = self.0.form.as_ref().is_some_and(|form| form.has(name));
            let in_json = self.0.json.as_ref().is_some_and(|json| json.has(name));
            in_form || in_json || self.0.query.has(name) || self.0.headers.contains_key(*name)
        };
        for names in &self.0.required_groups {
            if !names.iter().any(is_set) {
                return Err(refused(format!("one of {} must be set", names.join(", "))));
            }
        }
        let mut url = self.0.client.settings().url(self.0.server);
        append_route(&mut url, self.0.label.route, &self.0.arguments).map_err(refused)?;
        let query = self.0.query.encoded();
        if !query.is_empty() {
            url.push('?');
            url.push_str(&query);
        }
        Uri::from_maybe_shared(url)
            .map_err(|_| refused("server, route and query do not make a URL, or a longer one than 64 kB".to_owned()))
    }

    /// Returns the body with its media type; `None` if the operation has no body.
    pub(crate) fn body(&self) -> Option<(&'static str, String)> {
        let form = self.0.form.as_ref().map(|form| (FORM, form.encoded()));
        form.or_else(|| self.0.json.as_ref().and_then(JsonBody::encoded))
    }

    /// Returns the time limit of one attempt.
    pub(crate) fn attempt_timeout(&self) -> Duration {
        self.0.timeout.unwrap_or(self.0.client.settings().timeout)
    }

    /// Returns the maximum number of bytes to read of a response body.
    pub(crate) fn max_body(&self) -> usize {
        self.0.max_body.unwrap_or(self.0.client.settings().max_body)
    }

    /// Returns the retry policy.
    pub(crate) fn retry_policy(&self) -> &RetryPolicy {
        self.0.retry.as_ref().unwrap_or(&self.0.client.settings().retry)
    }

    /// Returns the error of a response that cannot be decoded. `secret_fields` are the properties of its body that
    /// hold secrets.
    pub(crate) fn undecodable(&self, answer: RawResponse, error: DecodeError, secret_fields: &[&str]) -> Error {
        let secrets = Secrets::new(self.secrets());
        let sentence = error.redacted(|found| secrets.without(found).into_owned()).to_string();
        Error::decode(self.label(), self.redacted(answer, secret_fields), &secrets.without(&sentence))
    }

    /// Returns the error of a response with a status other than 2xx.
    pub(crate) fn refused(&self, answer: RawResponse) -> Error {
        let decodable = Secrets::new(self.secrets()).decodable_body(&answer.body);
        Error::api(self.label(), self.redacted(answer, &[])).decodable(decodable)
    }

    /// Returns the error of a request that got no response, or only the start of one.
    pub(crate) fn failed(&self, mut failure: TransportError) -> Error {
        let secrets = Secrets::new(self.secrets());
        if let Some(head) = &mut failure.head {
            head.1 = secrets.without_headers(std::mem::take(&mut head.1));
        }
        failure.source = secrets.without_cause(failure.source);
        Error::transport(self.label(), failure)
    }

    /// Returns the response of a success with a request id that can be printed. The id must not repeat a secret.
    pub(crate) fn with_printable_id(&self, mut answer: RawResponse) -> RawResponse {
        let Some(id) = answer.headers.get(REQUEST_ID) else { return answer };
        let is_plain = id.as_bytes().strip_prefix(b"RQ").is_some_and(is_hexadecimal);
        let holds = |secret: &str| id.as_bytes().windows(secret.len()).any(|part| part == secret.as_bytes());
        // Most ids need no further check, and searching for every form of every secret is slow.
        if !is_plain || self.secrets().filter(|secret| !secret.is_empty()).any(holds) {
            let id = HeaderMap::from_iter([(HeaderName::from_static(REQUEST_ID), id.clone())]);
            answer.headers.extend(Secrets::new(self.secrets()).without_headers(id));
        }
        answer
    }

    /// Returns the response without the secrets of this request and without those in `secret_fields`.
    pub(crate) fn redacted(&self, answer: RawResponse, secret_fields: &[&str]) -> RawResponse {
        let secrets = Secrets::new(self.secrets());
        let body = secrets.without_body(&answer.body, secret_fields);
        RawResponse { body, headers: secrets.without_headers(answer.headers), ..answer }
    }

    /// Returns every secret that a response could repeat: parameters given as secrets, headers with secret names,
    /// path arguments that look like an auth token, the auth token or API key secret, and the value of
    /// `Authorization`.
    fn secrets(&self) -> impl Iterator<Item = &str> {
        let settings = self.0.client.settings();
        let credentials = [Some(settings.credentials.password()), settings.authorization.to_str().ok()];
        let form = self.0.form.iter().flat_map(ParameterList::secrets);
        let headers = self.0.headers.iter().filter(|(name, _)| is_secret_name(name.as_str()));
        let headers = headers.filter_map(|(_, value)| std::str::from_utf8(value.as_bytes()).ok());
        // A SID has two letters before the digits, so this argument is an auth token that was passed by mistake.
        let tokens = self.0.arguments.iter().map(String::as_str).filter(|argument| is_hexadecimal(argument.as_bytes()));
        let json = self.0.json.iter().flat_map(JsonBody::secrets);
        self.0
            .query
            .secrets()
            .chain(form)
            .chain(json)
            .chain(headers)
            .chain(tokens)
            .chain(credentials.into_iter().flatten())
    }

    /// Returns the client that sends this request.
    pub(crate) fn client(&self) -> &Client {
        &self.0.client
    }

    /// Returns the label that names the request in errors.
    pub(crate) fn label(&self) -> &RequestLabel {
        &self.0.label
    }

    /// Returns the scheme and host that the API document names for this operation.
    pub(crate) fn server(&self) -> &'static str {
        self.0.server
    }

    /// Returns the headers that were set on this request only.
    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }
}

/// Returns true for 32 hexadecimal digits. An auth token has this form, and so has a SID after its two letters.
fn is_hexadecimal(text: &[u8]) -> bool {
    text.len() == 32 && text.iter().all(u8::is_ascii_hexdigit)
}
