//! Responses of the mock server: a resource, no body, or Twilio's error body. Knows no resource.

use axum::body::Body;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// The result of a handler.
pub(super) type MockResponse = Result<Reply, ErrorResponse>;

/// A success: a status and, but for 204, a resource.
pub(super) struct Reply {
    status: StatusCode,
    body: Option<Value>,
}

/// A refusal, as Twilio words it.
#[derive(Debug)]
pub(super) struct ErrorResponse {
    status: StatusCode,
    code: u32,
    message: String,
}

impl Reply {
    /// 200 with the resource.
    pub(super) fn ok(body: Value) -> MockResponse {
        Ok(Self { status: StatusCode::OK, body: Some(body) })
    }

    /// 201 with the new resource.
    pub(super) fn created(body: Value) -> MockResponse {
        Ok(Self { status: StatusCode::CREATED, body: Some(body) })
    }

    /// 204, after a deletion.
    pub(super) fn deleted() -> MockResponse {
        Ok(Self { status: StatusCode::NO_CONTENT, body: None })
    }
}

impl ErrorResponse {
    /// Any status, code and sentence.
    pub(super) fn new(status: StatusCode, code: u32, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into() }
    }

    /// 400: a parameter is missing or wrong, or the state of things forbids it.
    pub(super) fn invalid(code: u32, message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, message)
    }

    /// 401: the credentials are wrong, or not good for this account.
    pub(super) fn unauthorized() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, 20003, "Authenticate")
    }

    /// 403: the account is suspended or closed.
    pub(super) fn inactive() -> Self {
        Self::new(StatusCode::FORBIDDEN, 20005, "Account not active")
    }

    /// 404: nothing is there for this caller.
    pub(super) fn not_found(path: &str) -> Self {
        let path = path.strip_prefix("/v1").unwrap_or(path);
        Self::new(StatusCode::NOT_FOUND, 20404, format!("The requested resource {path} was not found"))
    }

    /// 405: the resource is there, and does not know the method.
    pub(super) fn method_not_allowed() -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, 20004, "Method not allowed")
    }

    /// 409: what is not finished cannot be deleted.
    pub(super) fn unfinished() -> Self {
        Self::new(StatusCode::CONFLICT, 20009, "Cannot delete this resource before it is complete")
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        match self.body {
            Some(body) => json_response(self.status, &body),
            None => self.status.into_response(),
        }
    }
}

impl IntoResponse for ErrorResponse {
    fn into_response(self) -> Response {
        let body = json!({
            "code": self.code,
            "message": self.message,
            "more_info": format!("https://www.twilio.com/docs/errors/{}", self.code),
            "status": self.status.as_u16(),
        });
        json_response(self.status, &body)
    }
}

fn json_response(status: StatusCode, body: &Value) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json; charset=utf-8")], Body::from(body.to_string())).into_response()
}
