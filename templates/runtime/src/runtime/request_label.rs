//! The name of a request in errors and in Debug: method and route template, without any value.

use http::Method;

/// The method and the route template, such as `POST /2010-04-01/Accounts/{Sid}.json`.
#[derive(Debug, Clone)]
pub(crate) struct RequestLabel {
    pub(crate) method: Method,
    pub(crate) route: &'static str,
}

impl RequestLabel {
    /// Returns true if sending the request twice has the same effect as sending it once.
    ///
    /// A DELETE has this property if its path ends in an id. A DELETE without an id, such as that of
    /// `/AuthTokens/Secondary`, removes whatever exists when it arrives. That can be another resource the second
    /// time.
    pub(crate) fn is_idempotent(&self) -> bool {
        self.method.is_idempotent() && (self.method != Method::DELETE || self.ends_in_parameter())
    }

    /// Returns true if a request that may have been processed may be sent again.
    pub(crate) fn is_repeatable(&self) -> bool {
        [Method::GET, Method::HEAD, Method::DELETE].contains(&self.method) && self.is_idempotent()
    }

    /// Returns true if the last segment of the route ends in a parameter, before an extension such as `.json`.
    fn ends_in_parameter(&self) -> bool {
        let segment = self.route.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        segment.rsplit_once('}').is_some_and(|(_, extension)| extension.is_empty() || extension.starts_with('.'))
    }
}
