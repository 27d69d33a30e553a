//! One exchange of a script: the expected request, and its response.

use serde_json::Value;

/// The account whose credentials a script expects unless told otherwise.
pub const MAIN_ACCOUNT: &str = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
/// The auth token that goes with it.
pub const AUTH_TOKEN: &str = "main account's auth token";

/// A request that must arrive, and what it is answered.
pub struct Exchange {
    pub method: &'static str,
    pub path: String,
    /// As on the wire; empty for a request without a query.
    pub raw_query: String,
    /// The body as on the wire; `None` for a request without a body, and so without a Content-Type.
    pub form: Option<String>,
    /// User name and password of HTTP Basic.
    pub authorization: (String, String),
    pub answer_status: u16,
    pub answer_content_type: &'static str,
    pub answer_body: String,
}

impl Exchange {
    /// A GET of the main account without a query, answered 204.
    pub fn get(path: impl Into<String>) -> Self {
        Self::new("GET", path)
    }

    /// A POST of the main account without a body, answered 204.
    pub fn post(path: impl Into<String>) -> Self {
        Self::new("POST", path)
    }

    /// A DELETE of the main account without a query, answered 204.
    pub fn delete(path: impl Into<String>) -> Self {
        Self::new("DELETE", path)
    }

    /// With these pairs in the query, in this order.
    pub fn query(self, pairs: &[(&str, &str)]) -> Self {
        self.raw_query(encoded(pairs))
    }

    /// With this query, as on the wire.
    pub fn raw_query(mut self, raw_query: impl Into<String>) -> Self {
        self.raw_query = raw_query.into();
        self
    }

    /// With a form of these pairs in this order. An empty form is a body, too.
    pub fn form(mut self, pairs: &[(&str, &str)]) -> Self {
        self.form = Some(encoded(pairs));
        self
    }

    /// With these credentials instead of the main account's.
    pub fn authorization(mut self, user_name: &str, password: &str) -> Self {
        self.authorization = (user_name.to_owned(), password.to_owned());
        self
    }

    /// Answered with this JSON, in which `{origin}` stands for the server's scheme, host and port.
    pub fn answer(self, status: u16, body: Value) -> Self {
        self.answer_text(status, "application/json; charset=utf-8", body.to_string())
    }

    /// Answered with any text.
    pub fn answer_text(mut self, status: u16, content_type: &'static str, body: impl Into<String>) -> Self {
        self.answer_status = status;
        self.answer_content_type = content_type;
        self.answer_body = body.into();
        self
    }

    /// Returns the name of the request in reports.
    pub fn label(&self) -> String {
        let question_mark = if self.raw_query.is_empty() { "" } else { "?" };
        format!("{} {}{question_mark}{}", self.method, self.path, self.raw_query)
    }

    fn new(method: &'static str, path: impl Into<String>) -> Self {
        Self {
            method,
            path: path.into(),
            raw_query: String::new(),
            form: None,
            authorization: (MAIN_ACCOUNT.to_owned(), AUTH_TOKEN.to_owned()),
            answer_status: 204,
            answer_content_type: "application/json; charset=utf-8",
            answer_body: String::new(),
        }
    }
}

/// `application/x-www-form-urlencoded`, spelled out here so that the crate is not its own judge.
fn encoded(pairs: &[(&str, &str)]) -> String {
    let escaped = |text: &str| {
        text.bytes()
            .map(|byte| match byte {
                b' ' => "+".to_owned(),
                b'*' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
                _ if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
                _ => format!("%{byte:02X}"),
            })
            .collect::<String>()
    };
    let pairs: Vec<String> =
        pairs.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value))).collect();
    pairs.join("&")
}
