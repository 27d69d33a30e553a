//! Responses of the mock server: a resource, no body, or Twilio's error body. It knows no resource.

use axum::body::Body;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// The result of a handler.
pub(super) type MockResponse = Result<Reply, ErrorResponse>;

/// A success: a status and, except for 204, a resource.
pub(super) struct Reply {
    status: StatusCode,
    body: Option<Value>,
}

/// An error response in Twilio's format.
#[derive(Debug)]
pub(super) struct ErrorResponse {
    status: StatusCode,
    code: u32,
    message: String,
}

impl Reply {
    /// Returns 200 with the resource.
    pub(super) fn ok(body: Value) -> MockResponse {
        Ok(Self { status: StatusCode::OK, body: Some(body) })
    }

    /// Returns 201 with the new resource.
    pub(super) fn created(body: Value) -> MockResponse {
        Ok(Self { status: StatusCode::CREATED, body: Some(body) })
    }

    /// Returns 204, after a deletion.
    pub(super) fn deleted() -> MockResponse {
        Ok(Self { status: StatusCode::NO_CONTENT, body: None })
    }
}

impl ErrorResponse {
    /// Creates an error response with this status, code and message.
    pub(super) fn new(status: StatusCode, code: u32, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into() }
    }

    /// Creates a 400: a parameter is missing or wrong, or the state of a resource does not allow the request.
    pub(super) fn invalid(code: u32, message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, message)
    }

    /// Creates a 401: the credentials are wrong, or are not valid for this account.
    pub(super) fn unauthorized() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, 20003, "Authenticate")
    }

    /// Creates a 403: the account is suspended or closed.
    pub(super) fn inactive() -> Self {
        Self::new(StatusCode::FORBIDDEN, 20005, "Account not active")
    }

    /// Creates a 404: there is no such resource for this caller.
    pub(super) fn not_found(path: &str) -> Self {
        let path = path.strip_prefix("/v1").unwrap_or(path);
        Self::new(StatusCode::NOT_FOUND, 20404, format!("The requested resource {path} was not found"))
    }

    /// Creates a 405: the resource exists, but does not support the method.
    pub(super) fn method_not_allowed() -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, 20004, "Method not allowed")
    }

    /// Creates a 409: an unfinished resource cannot be deleted.
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
