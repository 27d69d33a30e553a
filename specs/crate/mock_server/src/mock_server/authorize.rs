//! Decides which account a request acts on, from its credentials. Changes nothing.

use super::request::MockRequest;
use super::response::ErrorResponse;
use super::state::MockState;

/// The owner and the kind of the credentials of a request.
pub(super) struct Caller {
    /// The SID of the account that the credentials belong to.
    pub(super) account: String,
    /// True for an API key, false for an auth token.
    pub(super) is_key: bool,
}

impl MockState {
    /// Returns the owner and the kind of the credentials of the request.
    ///
    /// # Errors
    /// Returns 401 if the credentials are wrong, or if their account is suspended or closed.
    pub(super) fn caller(&self, request: &MockRequest) -> Result<Caller, ErrorResponse> {
        let (user_name, password) = request.login.as_ref().ok_or_else(ErrorResponse::unauthorized)?;
        let key = self.keys.iter().find(|key| key.resource["sid"] == **user_name && key.secret == *password);
        let sid = key.map_or(user_name, |key| &key.account);
        let opens = |given: &Option<String>| given.as_ref() == Some(password);
        let account = self.accounts.iter().find(|account| account.resource["sid"] == **sid);
        let account = account.filter(|account| {
            let is_token = account.auth_token == *password || opens(&account.secondary_auth_token);
            (key.is_some() || is_token) && account.resource["status"] == "active"
        });
        account.ok_or_else(ErrorResponse::unauthorized)?;
        Ok(Caller { account: sid.clone(), is_key: key.is_some() })
    }

    /// Returns the account in the path, if the caller may act on it.
    ///
    /// # Errors
    /// Returns 401 if the caller may not act on it, and 404 if the main account names an account that does not exist.
    pub(super) fn enter(&self, request: &MockRequest) -> Result<String, ErrorResponse> {
        let caller = self.caller(request)?;
        let account = request.argument("account");
        if account == caller.account {
            return Ok(caller.account);
        }
        if caller.account != self.main || caller.is_key {
            return Err(ErrorResponse::unauthorized());
        }
        let exists = self.accounts.iter().any(|known| known.resource["sid"] == account);
        if exists { Ok(account.to_owned()) } else { Err(ErrorResponse::not_found(&request.path)) }
    }

    /// Returns the account in the path, if it is not closed.
    ///
    /// # Errors
    /// Returns the errors of [`enter`](Self::enter), and 403 if the account is closed.
    pub(super) fn enter_open(&self, request: &MockRequest) -> Result<String, ErrorResponse> {
        self.enter(request)
            .and_then(|account| if self.is(&account, "closed") { Err(ErrorResponse::inactive()) } else { Ok(account) })
    }

    /// Returns the account in the path, if it is active.
    ///
    /// # Errors
    /// Returns the errors of [`enter`](Self::enter), and 403 if the account is not active.
    pub(super) fn enter_active(&self, request: &MockRequest) -> Result<String, ErrorResponse> {
        self.enter(request)
            .and_then(|account| if self.is(&account, "active") { Ok(account) } else { Err(ErrorResponse::inactive()) })
    }

    /// Returns 401 unless the request has the auth token of the main account.
    pub(super) fn require_main_token(&self, request: &MockRequest) -> Result<(), ErrorResponse> {
        let caller = self.caller(request)?;
        if caller.account == self.main && !caller.is_key { Ok(()) } else { Err(ErrorResponse::unauthorized()) }
    }

    /// Returns true if the account has this status.
    pub(super) fn is(&self, account: &str, status: &str) -> bool {
        self.accounts.iter().any(|known| known.resource["sid"] == account && known.resource["status"] == status)
    }
}
