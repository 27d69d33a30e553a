//! Auth tokens of the caller's own account: a second one, and its promotion.

use super::records::now_iso_8601;
use super::request::MockRequest;
use super::response::{ErrorResponse, MockResponse, Reply};
use super::state::{Account, MockState};
use serde_json::json;

/// Creates a secondary token. It replaces an existing one.
pub(super) fn create(state: &mut MockState, request: &MockRequest) -> MockResponse {
    let token = state.new_secret();
    let account = own_account(state, request)?;
    account.secondary_auth_token = Some(token.clone());
    let now = now_iso_8601();
    Reply::created(json!({
        "account_sid": account.resource["sid"],
        "date_created": now,
        "date_updated": now,
        "secondary_auth_token": token,
        "url": format!("{}/v1/AuthTokens/Secondary", request.origin),
    }))
}

/// Deletes the secondary token. Returns 404 if there is none.
pub(super) fn delete(state: &mut MockState, request: &MockRequest) -> MockResponse {
    own_account(state, request)?.secondary_auth_token.take().ok_or_else(|| ErrorResponse::not_found(&request.path))?;
    Reply::deleted()
}

/// Makes the secondary token the primary one, which ends the old primary token. Returns 404 if there is none.
pub(super) fn promote(state: &mut MockState, request: &MockRequest) -> MockResponse {
    let account = own_account(state, request)?;
    let token = account.secondary_auth_token.take().ok_or_else(|| ErrorResponse::not_found(&request.path))?;
    account.auth_token.clone_from(&token);
    let now = now_iso_8601();
    Reply::ok(json!({
        "account_sid": account.resource["sid"],
        "auth_token": token,
        "date_created": now,
        "date_updated": now,
        "url": format!("{}/v1/AuthTokens/Promote", request.origin),
    }))
}

fn own_account<'a>(state: &'a mut MockState, request: &MockRequest) -> Result<&'a mut Account, ErrorResponse> {
    let caller = state.caller(request)?;
    state.account(&caller.account).ok_or_else(ErrorResponse::unauthorized)
}
