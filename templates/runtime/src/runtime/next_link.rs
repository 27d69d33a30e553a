//! Checks the server's link to the next page.
//!
//! Credentials go only to the origin of the first page. A link must lead to the list's own path, or below it. An
//! error never repeats a link, because it holds the filters of the list.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

use http::Uri;

use super::error::{Error, Result};
use super::origin::{
    NOT_A_URL, OTHER_ORIGIN, OTHER_PATH, at_origin_of, has_same_origin, has_same_path, is_at_or_below, is_same_product,
    join,
};
use super::request::Request;

/// The links that were followed, as fingerprints of eight bytes.
#[derive(Default)]
pub(super) struct NextLinks {
    followed: HashSet<u64>,
    state: RandomState,
}

impl NextLinks {
    /// Returns the request for the page that a link leads to. `sent_to` is the URL of the page that holds the link.
    /// `None` means that the link was stored earlier, and then it must lead to exactly the path of this list.
    ///
    /// # Errors
    /// The link must not be followed, or the list itself cannot be requested.
    pub(super) fn request(&mut self, list: &Request, link: &str, sent_to: Option<&Uri>) -> Result<Request> {
        let first = list.uri()?;
        let (sent_to, leads_to_list): (_, fn(&Uri, &Uri) -> bool) = match sent_to {
            Some(sent_to) => {
                self.remember(sent_to);
                (sent_to, is_at_or_below)
            }
            // The stored link may be that of the first page, so the first page is not remembered as followed.
            None => (&first, has_same_path),
        };
        self.follow(link, sent_to, list.server(), |uri| leads_to_list(uri, &first))
            .map(|uri| list.following(uri))
            .map_err(|wrong| Error::paging(list.label(), format!("the link to the next page {wrong}")))
    }

    /// Returns the URI of a link on the page whose URL is `sent_to`.
    ///
    /// `server` is the server of the API document. A base URL, a region or an edge may replace it. The server behind
    /// them may still write the documented host in its links, with any region. Such a link is sent to the origin of
    /// the first page.
    ///
    /// # Errors
    /// Returns the mistake, as the end of a sentence about the link: the link is not a URL, holds credentials, leads
    /// to another origin or outside the path of the list, or was followed before.
    fn follow(
        &mut self,
        link: &str,
        sent_to: &Uri,
        server: &str,
        leads_to_list: impl Fn(&Uri) -> bool,
    ) -> std::result::Result<Uri, &'static str> {
        let uri = join(sent_to, link)?;
        let is_own_name = |server: &Uri| has_same_origin(&uri, server) || is_same_product(&uri, server);
        let uri = if has_same_origin(&uri, sent_to) {
            uri
        } else if server.parse().is_ok_and(|server| is_own_name(&server)) {
            at_origin_of(sent_to, &uri).ok_or(NOT_A_URL)?
        } else {
            return Err(OTHER_ORIGIN);
        };
        if !leads_to_list(&uri) {
            return Err(OTHER_PATH);
        }
        if self.remember(&uri) { Ok(uri) } else { Err("was followed before: the list would never end") }
    }

    /// Remembers a URI. Returns true if it is new.
    fn remember(&mut self, uri: &Uri) -> bool {
        self.followed.insert(self.state.hash_one(uri))
    }
}
