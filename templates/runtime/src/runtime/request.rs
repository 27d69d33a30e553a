//! A request that is not sent yet: emitted builders set its parameters, then send it.
//!
//! The first mistake is stored, and reported when the request is sent. No value is ever printed.

use std::fmt;
use std::time::Duration;

use http::Uri;
use http::{HeaderMap, HeaderName, HeaderValue, Method, header};

use super::client::Client;
use super::encode::Encode;
use super::json_body::JsonBody;
use super::parameter_list::ParameterList;
use super::parameter_style::{MemberStyle, Members};
use super::parameter_value::ParameterValue;
use super::protected_headers::reason;
use super::request_label::RequestLabel;
use super::retry_policy::RetryPolicy;

/// A request that has not been sent. Debug shows only method and route template.
///
/// It has the size of one pointer, because builders and futures move it often.
#[derive(Clone)]
pub(crate) struct Request(pub(super) Box<RequestParts>);

/// The data of a [`Request`].
#[derive(Clone)]
pub(super) struct RequestParts {
    pub(super) client: Client,
    pub(super) label: RequestLabel,
    pub(super) server: &'static str,
    pub(super) arguments: Vec<String>,
    /// The full URI of a next page. It replaces server, route, arguments and query.
    pub(super) link: Option<Uri>,
    pub(super) query: ParameterList,
    pub(super) form: Option<ParameterList>,
    pub(super) json: Option<JsonBody>,
    pub(super) headers: HeaderMap,
    pub(super) required_groups: Vec<&'static [&'static str]>,
    pub(super) timeout: Option<Duration>,
    pub(super) max_body: Option<usize>,
    pub(super) retry: Option<RetryPolicy>,
    pub(super) builder_error: Option<String>,
}

impl Request {
    /// Creates a request without parameters; see `Handle::request`.
    pub(crate) fn new(
        client: Client,
        method: Method,
        server: &'static str,
        route: &'static str,
        arguments: Vec<String>,
    ) -> Self {
        Self(Box::new(RequestParts {
            client,
            label: RequestLabel { method, route },
            server,
            arguments,
            link: None,
            query: ParameterList::default(),
            form: None,
            json: None,
            headers: HeaderMap::new(),
            required_groups: Vec::new(),
            timeout: None,
            max_body: None,
            retry: None,
            builder_error: None,
        }))
    }

    /// Sets a query parameter, and replaces its earlier value.
    pub(crate) fn query(&mut self, name: &'static str, value: &impl ParameterValue) {
        let is_writable = self.0.query.set(name, [value]);
        self.check_writable(name, is_writable);
    }

    /// Sets a query parameter that is an array: the name is repeated for each value.
    pub(crate) fn query_all(&mut self, name: &'static str, values: impl IntoIterator<Item = impl ParameterValue>) {
        let is_writable = self.0.query.set(name, values);
        self.check_writable(name, is_writable);
    }

    /// Sets a form parameter, and replaces its earlier value.
    pub(crate) fn form(&mut self, name: &'static str, value: &impl ParameterValue) {
        let is_writable = self.0.form.get_or_insert_default().set(name, [value]);
        self.check_writable(name, is_writable);
    }

    /// Sets a form parameter that is an array: the name is repeated for each value.
    pub(crate) fn form_all(&mut self, name: &'static str, values: impl IntoIterator<Item = impl ParameterValue>) {
        let is_writable = self.0.form.get_or_insert_default().set(name, values);
        self.check_writable(name, is_writable);
    }

    /// Declares a form body. It is sent with its Content-Type even if no parameter is set.
    pub(crate) fn empty_form(&mut self) {
        self.0.form.get_or_insert_default();
    }

    /// Sets a query parameter for each property of an object, in this style.
    pub(crate) fn query_members(&mut self, name: &'static str, style: MemberStyle, value: &impl Encode) {
        let Members { members, is_writable } = style.take_apart(name, value);
        self.0.query.set_members(name, members);
        self.check_writable(name, is_writable);
    }

    /// Sets a form parameter for each property of an object, in this style.
    pub(crate) fn form_members(&mut self, name: &'static str, style: MemberStyle, value: &impl Encode) {
        let Members { members, is_writable } = style.take_apart(name, value);
        self.0.form.get_or_insert_default().set_members(name, members);
        self.check_writable(name, is_writable);
    }

    /// Sets a JSON body.
    pub(crate) fn json(&mut self, media_type: &'static str, value: &impl Encode) {
        let json = JsonBody::value(media_type, value);
        self.check_writable("the body", json.is_writable());
        self.0.json = Some(json);
    }

    /// Declares a JSON object as the body. It is sent even if no property is set.
    pub(crate) fn json_object(&mut self, media_type: &'static str) {
        self.0.json = Some(JsonBody::object(media_type, true));
    }

    /// Declares a JSON object as the body. It is sent only if a property is set.
    pub(crate) fn optional_json_object(&mut self, media_type: &'static str) {
        self.0.json = Some(JsonBody::object(media_type, false));
    }

    /// Sets a property of the JSON object, and replaces its earlier value.
    pub(crate) fn json_member(&mut self, name: &'static str, value: &impl Encode) {
        if let Some(json) = &mut self.0.json {
            json.set(name, value);
            let is_writable = json.is_writable();
            self.check_writable(name, is_writable);
        }
    }

    /// Requests other media types than `application/json`.
    pub(crate) fn accept(&mut self, media_type: &'static str) {
        self.0.headers.insert(header::ACCEPT, HeaderValue::from_static(media_type));
    }

    /// Sets a header parameter of the operation.
    pub(crate) fn header(&mut self, name: &'static str, value: &impl ParameterValue) {
        let is_secret = value.is_secret();
        self.check_writable(name, value.is_writable());
        self.insert_header(name, &value.encode(), is_secret);
    }

    /// Makes sending fail, before anything is sent, unless one of these parameters is set.
    pub(crate) fn require_one_of(&mut self, names: &'static [&'static str]) {
        self.0.required_groups.push(names);
    }

    /// Sets the time limit of one attempt, which replaces that of the client.
    pub(crate) fn set_timeout(&mut self, timeout: Duration) {
        self.0.timeout = Some(timeout);
    }

    /// Sets the maximum number of bytes to read of a response body, which replaces that of the client.
    pub(crate) fn set_max_body(&mut self, max_body: usize) {
        self.0.max_body = Some(max_body);
    }

    /// Sets the retry policy, which replaces that of the client.
    pub(crate) fn set_retry(&mut self, policy: RetryPolicy) {
        self.0.retry = Some(policy);
    }

    /// Sets a header with any name. Its value is marked sensitive, because it may be a secret.
    pub(crate) fn set_header(&mut self, name: &str, value: &str) {
        self.insert_header(name, value, true);
    }

    /// Makes sending fail with this message, unless an earlier mistake already does.
    pub(crate) fn fail(&mut self, sentence: impl Into<String>) {
        self.0.builder_error.get_or_insert_with(|| sentence.into());
    }

    /// Makes sending fail if `is_writable` is false, because the value is NaN or infinite.
    fn check_writable(&mut self, name: &str, is_writable: bool) {
        if !is_writable {
            self.fail(format!("{name} holds NaN or an infinity, which cannot be sent"));
        }
    }

    /// Checks and sets a header. A mistake is reported when the request is sent.
    fn insert_header(&mut self, name: &str, value: &str, is_sensitive: bool) {
        let Ok(name) = HeaderName::try_from(name) else {
            return self.fail("a header name is not valid: use letters, digits and hyphens");
        };
        if let Some(reason) = reason(name.as_str()) {
            return self.fail(format!("the header {name} {reason}"));
        }
        match HeaderValue::try_from(value) {
            Ok(mut value) => {
                value.set_sensitive(is_sensitive);
                self.0.headers.insert(name, value);
            }
            Err(_) => self.fail(format!("the value of the header {name} holds a control character")),
        }
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Request")
            .field("method", &self.0.label.method)
            .field("route", &self.0.label.route)
            .finish_non_exhaustive()
    }
}
