//! Scheme, host and port of requests, and the origins to which links may lead.
//!
//! Twilio's hosts are `product[.edge][.region].twilio.com`. An error never repeats a link, because it holds arguments
//! and filters.

use std::borrow::Cow;

use http::Uri;
use http::uri::{Parts, PathAndQuery};
use percent_encoding::percent_decode_str;

/// The region that an edge implies if no region is set.
const DEFAULT_REGION: &str = "us1";

/// The region in which Twilio processes requests, and the edge where they enter its network.
#[derive(Debug, Clone, Default)]
pub(crate) struct Location {
    pub(crate) region: Option<String>,
    pub(crate) edge: Option<String>,
}

impl Location {
    /// Returns the host with this edge and region. A host that is not Twilio's stays unchanged.
    ///
    /// The settings replace an edge or a region that the host already names. An edge without a region implies `us1`.
    pub(crate) fn apply(&self, host: &str) -> String {
        let Some(labels) = host.strip_suffix(".twilio.com") else { return host.to_owned() };
        let labels: Vec<&str> = labels.split('.').collect();
        let (product, edge, region) = match *labels.as_slice() {
            [product] => (product, None, None),
            [product, region] => (product, None, Some(region)),
            [product, edge, region] => (product, Some(edge), Some(region)),
            _ => return host.to_owned(),
        };
        let edge = self.edge.as_deref().or(edge);
        let region = self.region.as_deref().or(region).or(edge.map(|_| DEFAULT_REGION));
        let labels = [Some(product), edge, region, Some("twilio.com")];
        labels.into_iter().flatten().collect::<Vec<_>>().join(".")
    }

    /// Checks that region and edge are one label of a host each; otherwise they could send credentials to another
    /// host. A region other than `us1` without an edge is an error too: Twilio routes such a host to `us1`, for
    /// backward compatibility.
    ///
    /// An error never repeats a value, because the value may be a secret that was passed by mistake.
    pub(crate) fn check(&self) -> Result<(), &'static str> {
        let is_label = |label: &String| {
            !label.is_empty() && label.chars().all(|character| character.is_ascii_alphanumeric() || character == '-')
        };
        if !self.region.iter().chain(&self.edge).all(is_label) {
            return Err("a region or edge is a single word of letters, digits and hyphens, such as ie1 or dublin");
        }
        match (self.region.as_deref().map(str::to_ascii_lowercase).as_deref(), &self.edge) {
            (None | Some(DEFAULT_REGION), _) | (_, Some(_)) => Ok(()),
            (Some("ie1"), None) => Err(
                "the region ie1 is set without an edge, and Twilio routes such requests to us1: set the edge of ie1 too, dublin, by .edge(\"dublin\") or TWILIO_EDGE",
            ),
            (Some("au1"), None) => Err(
                "the region au1 is set without an edge, and Twilio routes such requests to us1: set the edge of au1 too, sydney, by .edge(\"sydney\") or TWILIO_EDGE",
            ),
            (Some(_), None) => Err(
                "a region is set without an edge, and Twilio routes such requests to us1: set an edge of that region too, by .edge(…) or TWILIO_EDGE (that of us1 is ashburn, of ie1 dublin, of au1 sydney)",
            ),
        }
    }

    /// Returns the URL of the server with the host that [`apply`](Self::apply) returns.
    pub(crate) fn apply_to_server<'a>(&self, server: &'a str) -> Cow<'a, str> {
        if self.region.is_none() && self.edge.is_none() {
            return Cow::Borrowed(server);
        }
        match server.split_once("://") {
            Some((scheme, rest)) => {
                let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
                Cow::Owned(format!("{scheme}://{}{path}", self.apply(host)))
            }
            None => Cow::Borrowed(server),
        }
    }
}

/// The mistake of a link, as the end of a sentence about it.
pub(crate) const NOT_A_URL: &str = "is not a URL";
pub(crate) const HAS_CREDENTIALS: &str = "holds credentials and was not followed";
pub(crate) const OTHER_ORIGIN: &str = "leads to another origin and was not followed";
pub(crate) const LEAVES_TLS: &str = "leads from https to http and was not followed";
pub(crate) const OTHER_PATH: &str = "leads to another path than that of the list and was not followed";

/// Returns the URI of a link in the response to `from`. The link is an absolute URL, an absolute path or a query.
///
/// # Errors
/// Returns the mistake, as the end of a sentence about the link.
pub(crate) fn join(from: &Uri, link: &str) -> Result<Uri, &'static str> {
    if link.contains('\\') {
        return Err(NOT_A_URL);
    }
    if link.starts_with("//") {
        return Err(OTHER_ORIGIN);
    }
    let path = match link.chars().next() {
        Some('/') => link.to_owned(),
        Some('?') => format!("{}{link}", from.path()),
        _ => return absolute(link),
    };
    let path: Uri = path.parse().map_err(|_| NOT_A_URL)?;
    at_origin_of(from, &path).ok_or(NOT_A_URL)
}

fn absolute(link: &str) -> Result<Uri, &'static str> {
    let uri: Uri = link.parse().map_err(|_| NOT_A_URL)?;
    match (uri.scheme_str(), uri.authority()) {
        (Some("http" | "https"), Some(authority)) if authority.as_str().contains('@') => Err(HAS_CREDENTIALS),
        (Some("http" | "https"), Some(_)) => Ok(uri),
        _ => Err(NOT_A_URL),
    }
}

/// Returns path and query of `uri` at the origin of `base`.
pub(crate) fn at_origin_of(base: &Uri, uri: &Uri) -> Option<Uri> {
    let mut parts = Parts::default();
    parts.scheme = base.scheme().cloned();
    parts.authority = base.authority().cloned();
    parts.path_and_query = Some(uri.path_and_query().cloned().unwrap_or_else(|| PathAndQuery::from_static("/")));
    Uri::from_parts(parts).ok()
}

/// Returns true if both are hosts of the same Twilio product, in any region and at any edge.
pub(crate) fn is_same_product(one: &Uri, other: &Uri) -> bool {
    let product = |uri: &Uri| {
        let labels = uri.host()?.to_ascii_lowercase().strip_suffix(".twilio.com")?.to_owned();
        let (product, location) = labels.split_once('.').unwrap_or((&labels, ""));
        (location.split('.').count() <= 2 && !product.is_empty()).then(|| product.to_owned())
    };
    one.scheme() == other.scheme()
        && port(one) == port(other)
        && product(one).is_some()
        && product(one) == product(other)
}

/// Returns the URI of the `Location` of a redirect. It may be any URI reference, also one without a scheme or without
/// a path.
///
/// # Errors
/// Returns the mistake, as the end of a sentence about the redirect.
pub(crate) fn redirected(from: &Uri, location: &str) -> Result<Uri, &'static str> {
    let next = resolved(from, location)?;
    let leaves_tls = from.scheme_str() == Some("https") && next.scheme_str() == Some("http");
    if leaves_tls { Err(LEAVES_TLS) } else { Ok(next) }
}

/// Returns the URI of a URI reference, whatever its scheme.
fn resolved(from: &Uri, location: &str) -> Result<Uri, &'static str> {
    if location.starts_with("//") {
        return join(from, &format!("{}:{location}", from.scheme_str().unwrap_or("https")));
    }
    let has_scheme = location.split(['/', '?', '#']).next().is_some_and(|start| start.contains(':'));
    let is_relative = !location.starts_with(['/', '?', '#']) && !has_scheme;
    if !is_relative || location.is_empty() {
        return join(from, location.split('#').next().unwrap_or_default());
    }
    let (path, query) = location.split_once('?').map_or((location, None), |(path, query)| (path, Some(query)));
    // Starts after the last slash of the path. Each `..` removes one segment.
    let mut segments: Vec<&str> = from.path().split('/').skip(1).collect();
    segments.pop();
    for segment in path.split('/') {
        match segment {
            "." => {}
            ".." => drop(segments.pop()),
            segment => segments.push(segment),
        }
    }
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    join(from, &format!("/{}{query}", segments.join("/")))
}

/// Returns true if both URIs have the same path. Differences in percent-encoding do not matter, and the link may have
/// one more slash at the end.
pub(crate) fn has_same_path(link: &Uri, list: &Uri) -> bool {
    segments_behind(link, list)
        .is_some_and(|behind| behind.iter().all(|segment| segment.is_empty()) && behind.len() < 2)
}

/// Returns true if the path of the link is the path of the list, or is below it.
pub(crate) fn is_at_or_below(link: &Uri, list: &Uri) -> bool {
    segments_behind(link, list).is_some()
}

/// Returns the decoded segments that follow the path of the list in the path of the link.
///
/// Segments such as `..` lead to another path, in any encoding, because HTTP clients resolve them before they send.
fn segments_behind(link: &Uri, list: &Uri) -> Option<Vec<Vec<u8>>> {
    let mut segments = link.path().split('/').map(decoded);
    let list = list.path().strip_suffix('/').unwrap_or(list.path());
    let is_own = list.split('/').map(decoded).all(|own| segments.next() == Some(own));
    let behind: Vec<Vec<u8>> = segments.collect();
    let has_step = behind.iter().any(|segment| matches!(segment.as_slice(), b"." | b".."));
    (is_own && !has_step).then_some(behind)
}

fn decoded(segment: &str) -> Vec<u8> {
    percent_decode_str(segment).collect()
}

/// Returns true if scheme, host and port are the same.
pub(crate) fn has_same_origin(one: &Uri, other: &Uri) -> bool {
    let host = |uri: &Uri| uri.host().unwrap_or_default().to_ascii_lowercase();
    one.scheme() == other.scheme() && host(one) == host(other) && port(one) == port(other)
}

fn port(uri: &Uri) -> Option<u16> {
    uri.port_u16().or(match uri.scheme_str() {
        Some("http") => Some(80),
        Some("https") => Some(443),
        _ => None,
    })
}
