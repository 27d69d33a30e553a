//! Splits resources into pages, in both of Twilio's styles.

use super::billing::CATEGORIES;
use super::request::MockRequest;
use super::response::{ErrorResponse, MockResponse, Reply};
use super::state::MockState;
use serde_json::{Value, json};

/// The default number of resources on a page.
const DEFAULT_SIZE: usize = 50;
/// The maximum number of resources on a page.
const LARGEST_SIZE: usize = 1000;

/// Returns a page of `items`, newest first, with relative links: the style of 2010-04-01.
pub(super) fn page_2010(state: &MockState, request: &MockRequest, key: &str, items: Vec<Value>) -> MockResponse {
    let page = Page::cut(state, request, items)?;
    let first = page.number * page.size;
    let mut body = json!({
        "end": first + page.items.len().saturating_sub(1),
        "first_page_uri": page.link(request, 0, None),
        "next_page_uri": page.next_link(request),
        "page": page.number,
        "page_size": page.size,
        "previous_page_uri": Value::Null,
        "start": first,
        "uri": page.link(request, page.number, None),
    });
    body[key] = Value::Array(page.items);
    Reply::ok(body)
}

/// Returns a page of `items`, newest first, with absolute links under `meta`: the style of all newer APIs.
pub(super) fn page_v1(state: &MockState, request: &MockRequest, key: &str, items: Vec<Value>) -> MockResponse {
    let page = Page::cut(state, request, items)?;
    let whole = |link: String| format!("{}{link}", request.origin);
    let mut body = json!({
        "meta": {
            "first_page_url": whole(page.link(request, 0, None)),
            "key": key,
            "next_page_url": page.next_link(request).map(whole),
            "page": page.number,
            "page_size": page.size,
            "previous_page_url": Value::Null,
            "url": whole(page.link(request, page.number, None)),
        },
    });
    body[key] = Value::Array(page.items);
    Reply::ok(body)
}

/// The items of one page.
struct Page {
    number: usize,
    size: usize,
    items: Vec<Value>,
    /// True if another page follows.
    has_next: bool,
}

impl Page {
    fn cut(state: &MockState, request: &MockRequest, mut items: Vec<Value>) -> Result<Self, ErrorResponse> {
        let number = |name: &str, default: usize| match request.parameter(name) {
            Some(text) => text.parse().map_err(|_| ErrorResponse::invalid(20001, format!("{name} must be a number"))),
            None => Ok(default),
        };
        let (size, page) = (number("PageSize", DEFAULT_SIZE)?, number("Page", 0)?);
        if !(1..=LARGEST_SIZE).contains(&size) {
            return Err(ErrorResponse::invalid(20001, "PageSize must be from 1 to 1000"));
        }
        match request.parameter("PageToken") {
            None if page > 0 => return Err(ErrorResponse::invalid(20001, "Paged requests must include a PageToken")),
            None => {}
            // Keeps the items that are older than the last item of the previous page. That item may have been deleted
            // or no longer match the filters.
            Some(token) => {
                let last = token.strip_prefix("PA").and_then(|name| place_of(state, name));
                let last = last.ok_or_else(|| ErrorResponse::invalid(20001, "The PageToken is invalid"))?;
                items.retain(|item| place_of(state, name_of(item)).is_some_and(|place| place < last));
            }
        }
        items.reverse();
        let has_next = items.len() > size;
        items.truncate(size);
        Ok(Self { number: page, size, items, has_next })
    }

    fn next_link(&self, request: &MockRequest) -> Option<String> {
        let last = self.items.last().filter(|_| self.has_next)?;
        Some(self.link(request, self.number + 1, Some(format!("PA{}", name_of(last)))))
    }

    fn link(&self, request: &MockRequest, page: usize, token: Option<String>) -> String {
        let filters =
            request.query.iter().filter(|(name, _)| !["Page", "PageSize", "PageToken"].contains(&name.as_str()));
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(filters);
        query.append_pair("PageSize", &self.size.to_string()).append_pair("Page", &page.to_string());
        if let Some(token) = token {
            query.append_pair("PageToken", &token);
        }
        format!("{}?{}", request.path, query.finish())
    }
}

/// Returns the name of the item in the link to the next page. Usage records have no SID.
fn name_of(item: &Value) -> &str {
    item["sid"].as_str().or(item["category"].as_str()).unwrap_or_default()
}

/// Returns the position of the item with this name among all items of its kind, oldest first. Deleting the item does
/// not change its position.
fn place_of(state: &MockState, name: &str) -> Option<u64> {
    let category = CATEGORIES.iter().zip(0..).find(|(known, _)| **known == name);
    state.serial_of(name).or(category.map(|(_, place)| place))
}
