//! In comes the server's link to the next page, out goes the URL to ask or the reason not to.
//!
//! Credentials go to the origin the first page came from and nowhere else. Must not send anything, and
//! must not repeat a link in an error: it holds the filters of the list.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

use reqwest::Url;

/// The links followed so far, as fingerprints: eight bytes per page instead of the whole link.
#[derive(Default)]
pub(super) struct NextLinks {
    followed: HashSet<u64>,
    state: RandomState,
}

impl NextLinks {
    /// The URL of a link found on the page that `sent_to` answered.
    ///
    /// `server` is where the API document says the API lives. When a base URL replaces it, the
    /// server behind that still links to itself by its own name: such a link is led to the base URL.
    ///
    /// # Errors
    /// A sentence: the link is not a URL, holds credentials of its own, leads to another origin, or was
    /// followed before.
    pub(super) fn follow(&mut self, link: &str, sent_to: &Url, server: &str) -> Result<Url, &'static str> {
        let url = sent_to.join(link).map_err(|_| "the link to the next page is not a URL")?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err("the link to the next page holds credentials and was not followed");
        }
        let url = if has_same_origin(&url, sent_to) {
            url
        } else if Url::parse(server).is_ok_and(|server| has_same_origin(&url, &server)) {
            on_origin_of(sent_to, &url)
        } else {
            return Err("the link to the next page leads to another origin and was not followed");
        };
        self.remember(sent_to);
        if self.remember(&url) {
            Ok(url)
        } else {
            Err("the link to the next page was followed before: the list would never end")
        }
    }

    /// Whether the URL was new.
    fn remember(&mut self, url: &Url) -> bool {
        self.followed.insert(self.state.hash_one(url.as_str()))
    }
}

/// Same scheme, host and port.
fn has_same_origin(one: &Url, other: &Url) -> bool {
    one.origin() == other.origin()
}

/// Path and query of `url` at the origin of `base`.
fn on_origin_of(base: &Url, url: &Url) -> Url {
    let mut led = base.clone();
    led.set_path(url.path());
    led.set_query(url.query());
    led
}
