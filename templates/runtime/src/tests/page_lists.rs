//! Random lists: pages, links between them, and the way in which a caller reads them.
//!
//! Each list comes with its expected result, which is computed from the pages without the runtime.

use std::collections::HashMap;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::server::ACCOUNT_SID;

/// A list on the server, and the options of the request for it.
#[derive(Debug, Clone)]
pub struct List {
    pub style: Style,
    items: usize,
    /// The maximum number of items that the server puts on a page, whatever page size is requested.
    largest_page: usize,
    /// The number of empty pages before each page; zero for the pages after the end.
    empty_pages: Vec<usize>,
    /// True if the last page with items links to an empty one.
    has_empty_end: bool,
    end: End,
    /// The form of each link. The sequence repeats from its start.
    links: Vec<Link>,
    pub limit: Option<usize>,
    pub page_size: Option<u16>,
    /// True to call `.pages()`, false to call `.stream()`.
    pub by_page: bool,
}

/// The property in which the server writes its links.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `next_page_uri`.
    Widgets,
    /// `meta.next_page_url`.
    Gadgets,
}

/// The link of the last page.
#[derive(Debug, Clone, Copy)]
pub enum End {
    /// No link, as `null`, `""` or a missing property.
    Null,
    Empty,
    Absent,
    /// A link back to an earlier page or to the page itself. The index is taken modulo the number of pages.
    Cycle(usize),
    /// A link to another origin, with the index of its form in `FOREIGN`.
    Foreign(usize),
}

/// The form of a link within the origin.
#[derive(Debug, Clone, Copy)]
pub enum Link {
    Path,
    Query,
    Absolute,
    /// With the server name of the API document, which the base URL replaces.
    OwnName,
}

/// Links to other origins. `{other}` is host and port of the other server, and `{own}` those of the first server.
const FOREIGN: [&str; 8] = [
    "http://{other}{path}",
    "//{other}{path}",
    "https://{own}{path}",
    "http://{own}@{other}{path}",
    "http://user:password@{own}{path}",
    "/\\{other}{path}",
    "http://{own}.example.org{path}",
    "ftp://{other}{path}",
];

impl List {
    /// Returns the page size that must be requested.
    fn asked(&self) -> usize {
        self.page_size.map_or(self.limit.unwrap_or(1000).clamp(1, 1000), usize::from)
    }

    /// Returns the maximum number of items on one page.
    fn size(&self) -> usize {
        self.asked().min(self.largest_page)
    }

    /// Returns the items of each page, in the order of the pages.
    fn pages(&self) -> Vec<Vec<String>> {
        let items: Vec<String> = (0..self.items).map(|index| format!("WI{index}")).collect();
        let mut pages = Vec::new();
        for (index, page) in items.chunks(self.size()).enumerate() {
            let empty_pages = self.empty_pages.get(index).copied().unwrap_or(0);
            pages.resize(pages.len() + empty_pages, Vec::new());
            pages.push(page.to_vec());
        }
        if pages.is_empty() || self.has_empty_end {
            pages.push(Vec::new());
        }
        pages
    }

    /// Returns path and query of a page.
    fn address(&self, page: usize) -> String {
        let path = match self.style {
            Style::Widgets => format!("/2010-04-01/Accounts/{ACCOUNT_SID}/Widgets.json"),
            Style::Gadgets => "/v1/Gadgets".to_owned(),
        };
        let query = format!("PageSize={}", self.asked());
        if page == 0 {
            format!("{path}?{query}")
        } else {
            format!("{path}?{query}&Page={page}&PageToken=PA%2B{page}+x")
        }
    }

    /// Returns the value of the link on this page, which may be `null`; `None` if the property is missing.
    fn link(&self, page: usize, pages: usize, own: &str, other: &str) -> Option<Value> {
        let target = match self.end {
            _ if page + 1 < pages => page + 1,
            End::Null => return Some(Value::Null),
            End::Empty => return Some(json!("")),
            End::Absent => return None,
            End::Cycle(index) => index % pages,
            End::Foreign(way) => {
                let link = FOREIGN[way].replace("{own}", own).replace("{other}", other);
                return Some(json!(link.replace("{path}", &self.address(page + 1))));
            }
        };
        let address = self.address(target);
        Some(json!(match self.links[page % self.links.len()] {
            Link::Path => address,
            Link::Query => address[address.find('?').expect("every page has a query")..].to_owned(),
            Link::Absolute => format!("http://{own}{address}"),
            Link::OwnName if self.style == Style::Widgets => format!("https://api.twilio.com{address}"),
            Link::OwnName => format!("https://accounts.twilio.com{address}"),
        }))
    }

    /// Returns the page objects by path and query.
    pub fn served(&self, own: &str, other: &str) -> HashMap<String, String> {
        let pages = self.pages();
        let object = |(index, items): (usize, &Vec<String>)| {
            let items: Vec<Value> = items.iter().map(|sid| json!({ "sid": sid })).collect();
            let link = self.link(index, pages.len(), own, other);
            let mut object = match self.style {
                Style::Widgets => json!({ "widgets": items, "page": index }),
                Style::Gadgets => json!({ "gadgets": items, "meta": { "key": "gadgets" } }),
            };
            match (link, self.style) {
                (Some(link), Style::Widgets) => object["next_page_uri"] = link,
                (Some(link), Style::Gadgets) => object["meta"]["next_page_url"] = link,
                (None, _) => {}
            }
            (self.address(index), object.to_string())
        };
        pages.iter().enumerate().map(object).collect()
    }

    /// Returns the expected items, the pages that must be requested, and true if an error follows.
    pub fn expected(&self) -> (Vec<String>, Vec<String>, bool) {
        let limit = self.limit.unwrap_or(usize::MAX);
        let (mut items, mut asked) = (Vec::new(), Vec::new());
        for (index, page) in self.pages().into_iter().enumerate() {
            if items.len() == limit {
                return (items, asked, false);
            }
            asked.push(self.address(index));
            items.extend(page);
            items.truncate(limit);
        }
        let is_bad_end = matches!(self.end, End::Cycle(_) | End::Foreign(_));
        let fails = is_bad_end && items.len() < limit;
        (items, asked, fails)
    }

    /// Returns the maximum number of requests for the items up to the limit. It is computed without the pages.
    pub fn most_requests(&self) -> usize {
        let wanted = self.items.min(self.limit.unwrap_or(usize::MAX));
        let empty_end = usize::from(self.has_empty_end || self.items == 0);
        wanted.div_ceil(self.size()) + self.empty_pages.iter().sum::<usize>() + empty_end
    }
}

/// Returns a strategy for lists. Some of the random numbers are next to a boundary.
pub fn lists() -> impl Strategy<Value = List> {
    let style = prop_oneof![Just(Style::Widgets), Just(Style::Gadgets)];
    let end = prop_oneof![
        Just(End::Null),
        Just(End::Empty),
        Just(End::Absent),
        (0..12_usize).prop_map(End::Cycle),
        (0..FOREIGN.len()).prop_map(End::Foreign),
    ];
    let link = prop_oneof![Just(Link::Path), Just(Link::Query), Just(Link::Absolute), Just(Link::OwnName)];
    let server = (style, 0..25_usize, 1..8_usize, prop::collection::vec(0..3_usize, 0..6), any::<bool>(), end);
    let caller = (
        prop::collection::vec(link, 1..4),
        prop::option::of(0..30_usize),
        prop::option::of(prop_oneof![1..10_u16, Just(1000_u16)]),
        any::<bool>(),
    );
    (server, caller).prop_map(|(server, caller)| {
        let (style, items, largest_page, empty_pages, has_empty_end, end) = server;
        let (links, limit, page_size, by_page) = caller;
        List { style, items, largest_page, empty_pages, has_empty_end, end, links, limit, page_size, by_page }
    })
}
