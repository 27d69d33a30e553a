//! Media types: which of several a request body is sent in, and which of several a response is decoded from.
//!
//! Parameters and case of a media type do not matter for the selection. A pattern (`*/*`, `application/*`) is never a
//! Content-Type.

mod shape;

pub(crate) use shape::{Shape, shape};

/// The media type of JSON. It is also sent and asked for where a pattern stands for JSON.
const JSON: &str = "application/json";

/// The encoding of a request body. The order is the order of preference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Sent {
    /// JSON, and its Content-Type.
    Json(String),
    /// A form.
    Form,
}

/// The decoding of a response body, and the Accept header that asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Decoded {
    /// A JSON text.
    Json(String),
    /// Any other text.
    Text(String),
    /// Bytes.
    Bytes(String),
}

impl Decoded {
    /// Returns the Accept header that asks for the body.
    pub(crate) fn accept(&self) -> &str {
        let (Self::Json(accept) | Self::Text(accept) | Self::Bytes(accept)) = self;
        accept
    }
}

/// Returns the index of the body that is sent, and its encoding.
pub(crate) fn sent<'a>(bodies: impl IntoIterator<Item = (&'a str, Shape)>) -> Option<(usize, Sent)> {
    let rank = |(media_type, shape)| as_sent(media_type, shape);
    preferred(bodies, rank)
}

/// Returns the index of the body that is decoded, and its decoding.
pub(crate) fn decoded<'a>(bodies: impl IntoIterator<Item = (&'a str, Shape)>) -> Option<(usize, Decoded)> {
    let rank = |(media_type, shape)| as_decoded(media_type, shape);
    preferred(bodies, rank)
}

/// Returns the index of the JSON body, and the Accept header that asks for it.
pub(crate) fn json<'a>(bodies: impl IntoIterator<Item = (&'a str, Shape)>) -> Option<(usize, String)> {
    preferred(bodies, |(media_type, shape)| as_json(media_type, shape))
}

/// Returns the body of the lowest rank. The order of the document makes no difference.
fn preferred<'a, T>(
    bodies: impl IntoIterator<Item = (&'a str, Shape)>,
    rank: impl Fn((&'a str, Shape)) -> Option<(u8, T)>,
) -> Option<(usize, T)> {
    let ranked = bodies.into_iter().enumerate().filter_map(|(index, body)| {
        let (rank, value) = rank(body)?;
        // A media type without parameters comes first.
        Some(((rank, body.0.contains(';'), body.0), index, value))
    });
    ranked.min_by(|one, other| one.0.cmp(&other.0)).map(|(_, index, value)| (index, value))
}

fn as_sent(media_type: &str, shape: Shape) -> Option<(u8, Sent)> {
    const FORM: u8 = 3;
    match as_json(media_type, shape) {
        Some((rank, json)) => Some((if rank < FORM { rank } else { rank + 1 }, Sent::Json(json))),
        None if !is_form(media_type) => None,
        None if shape == Shape::Members => Some((FORM, Sent::Form)),
        // Parts of such a body cannot be set, so such a form comes last.
        None => Some((u8::MAX, Sent::Form)),
    }
}

fn as_decoded(media_type: &str, shape: Shape) -> Option<(u8, Decoded)> {
    if let Some((rank, json)) = as_json(media_type, shape) {
        return Some((rank, Decoded::Json(json)));
    }
    let essence = essence(media_type);
    let is_text = is_text(&essence);
    // A stream has no end, and the parts of a multipart body are read one by one.
    let is_one_value = !["text/event-stream", "multipart/"].iter().any(|start| essence.starts_with(start));
    let accept = declared(media_type)?;
    match shape {
        _ if !is_one_value || is_form(media_type) => None,
        Shape::Bytes => Some((30, Decoded::Bytes(accept))),
        Shape::Text if essence == "text/plain" => Some((20, Decoded::Text(accept))),
        Shape::Text if is_text || essence == "*/*" => Some((21, Decoded::Text(accept))),
        Shape::Text => Some((31, Decoded::Bytes(accept))),
        Shape::Unknown if is_text && !is_pattern(&essence) && !is_structured(&essence) => {
            Some((22, Decoded::Text(accept)))
        }
        Shape::Unknown if !is_pattern(&essence) && !is_structured(&essence) => Some((32, Decoded::Bytes(accept))),
        _ => None,
    }
}

/// Returns the rank among JSON media types, and the media type to send or to ask for.
fn as_json(media_type: &str, shape: Shape) -> Option<(u8, String)> {
    let essence = essence(media_type);
    if is_json(media_type) {
        let rank = match essence.as_str() {
            JSON => 0,
            "text/json" => 2,
            _ => 1,
        };
        return Some((rank, declared(media_type)?));
    }
    let may_be_json = matches!(shape, Shape::Members | Shape::Open | Shape::List | Shape::Scalar);
    match essence.as_str() {
        "application/*" | "*/*" if may_be_json => Some((3, JSON.to_owned())),
        "application/*+json" | "*/*+json" if shape != Shape::Bytes => Some((3, JSON.to_owned())),
        "text/*" if may_be_json => Some((4, "text/json".to_owned())),
        _ => None,
    }
}

/// Returns the media type without parameters, in lower case: `application/json` of `Application/JSON; charset=utf-8`.
fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Returns the media type as it is written in a header. A charset other than UTF-8 is left out, because none is sent.
pub(crate) fn declared(media_type: &str) -> Option<String> {
    let is_visible = |byte: u8| (b' '..=b'~').contains(&byte);
    let essence = essence(media_type);
    let is_sendable = essence.bytes().all(|byte| byte.is_ascii_graphic() && byte != b',') && essence.contains('/');
    let parameters = media_type.split(';').skip(1).map(str::trim);
    let parameters = parameters.filter(|parameter| {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        let value = value.trim_matches('"');
        let is_utf8 = value.eq_ignore_ascii_case("utf-8") || value.eq_ignore_ascii_case("utf8");
        !value.is_empty() && parameter.bytes().all(is_visible) && (!name.eq_ignore_ascii_case("charset") || is_utf8)
    });
    is_sendable.then(|| parameters.fold(essence, |text, parameter| format!("{text}; {parameter}")))
}

/// Returns true if the media type is a pattern for several media types.
fn is_pattern(essence: &str) -> bool {
    essence.contains('*')
}

/// Returns true if the media type is text that people read, or that is read line by line.
fn is_text(essence: &str) -> bool {
    const TEXTS: [&str; 7] = [
        "application/x-ndjson",
        "application/ndjson",
        "application/jsonl",
        "application/javascript",
        "application/yaml",
        "application/x-yaml",
        "application/sql",
    ];
    essence.starts_with("text/") || TEXTS.contains(&essence) || is_structured(essence)
}

/// Returns true for XML, which holds values that a schema describes.
fn is_structured(essence: &str) -> bool {
    ["application/xml", "text/xml"].contains(&essence) || essence.ends_with("+xml")
}

/// Returns true if a body is one JSON text. Lines of JSON (`application/x-ndjson`) and patterns are not.
pub(crate) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    !is_pattern(&essence) && ([JSON, "text/json"].contains(&&*essence) || essence.ends_with("+json"))
}

/// Returns true if a body is a form.
pub(crate) fn is_form(media_type: &str) -> bool {
    essence(media_type) == "application/x-www-form-urlencoded"
}

#[cfg(test)]
mod tests {
    use super::{Decoded, Sent, Shape, decoded, is_form, is_json, sent};

    /// Returns the Content-Type of the body that is sent, whatever the order of the document.
    fn content_type(bodies: &[(&'static str, Shape)]) -> Option<String> {
        let content_type = |bodies: &[(&'static str, Shape)]| match sent(bodies.iter().copied())? {
            (_, Sent::Json(media_type)) => Some(media_type),
            (_, Sent::Form) => Some("form".to_owned()),
        };
        let reversed: Vec<_> = bodies.iter().rev().copied().collect();
        assert_eq!(content_type(bodies), content_type(&reversed), "the order means nothing");
        content_type(bodies)
    }

    const FORM: &str = "application/x-www-form-urlencoded";

    #[test]
    fn parameters_and_case_do_not_matter() {
        assert!(is_json("application/json; charset=utf-8"));
        assert!(is_json("Application/JSON"));
        assert!(is_json("text/json"));
        assert!(is_form("application/x-www-form-urlencoded; charset=utf-8"));
        assert!(is_form("Application/X-WWW-Form-Urlencoded ;charset=utf-8"));
    }

    #[test]
    fn json_is_what_says_so_as_a_whole() {
        assert!(is_json("application/scim+json"));
        for other in
            ["application/x-ndjson", "application/json-seq", "application/jsonl", "text/x-json5", "json", "*/*"]
        {
            assert!(!is_json(other), "{other}");
        }
        assert!(!is_form("multipart/form-data") && !is_json("application/*+json"));
    }

    #[test]
    fn json_is_sent_before_a_form_and_a_form_before_anything_else() {
        let json = [
            ("application/*+json", Shape::Members),
            ("application/json", Shape::Members),
            ("text/json", Shape::Members),
        ];
        assert_eq!(content_type(&json).as_deref(), Some("application/json"));
        let form =
            [(FORM, Shape::Members), ("application/json", Shape::Members), ("multipart/form-data", Shape::Members)];
        assert_eq!(content_type(&form).as_deref(), Some("application/json"));
        let suffix = [(FORM, Shape::Members), ("application/scim+json", Shape::Members)];
        assert_eq!(content_type(&suffix).as_deref(), Some("application/scim+json"));
        let text = [("text/json", Shape::Members), ("application/scim+json", Shape::Members)];
        assert_eq!(content_type(&text).as_deref(), Some("application/scim+json"));
        let others =
            [(FORM, Shape::Members), ("multipart/form-data", Shape::Members), ("application/xml", Shape::Members)];
        assert_eq!(content_type(&others).as_deref(), Some("form"));
        assert_eq!(content_type(&[("multipart/form-data", Shape::Members)]), None);
    }

    #[test]
    fn a_form_is_sent_where_it_carries_the_body() {
        let json_pattern = |shape| content_type(&[(FORM, shape), ("application/*", shape)]);
        assert_eq!(json_pattern(Shape::Members).as_deref(), Some("form"));
        for shape in [Shape::List, Shape::Open, Shape::Scalar] {
            assert_eq!(json_pattern(shape).as_deref(), Some("application/json"), "{shape:?}");
        }
    }

    #[test]
    fn a_pattern_is_no_content_type() {
        for pattern in ["*/*", "application/*", "application/*+json", "Application/*"] {
            assert_eq!(content_type(&[(pattern, Shape::Members)]).as_deref(), Some("application/json"), "{pattern}");
            assert_eq!(content_type(&[(pattern, Shape::Bytes)]), None, "{pattern}");
        }
        assert_eq!(content_type(&[("text/*", Shape::List)]).as_deref(), Some("text/json"));
        for other in ["text/*", "image/*", "*/*"] {
            assert_eq!(content_type(&[(other, Shape::Text)]), None, "{other}");
        }
    }

    #[test]
    fn a_content_type_says_what_is_sent() {
        let only = |media_type: &'static str| content_type(&[(media_type, Shape::Members)]);
        assert_eq!(only("application/json; charset=utf-8").as_deref(), Some("application/json; charset=utf-8"));
        assert_eq!(only("Application/JSON;version=2").as_deref(), Some("application/json; version=2"));
        assert_eq!(only("application/json; charset=utf-16").as_deref(), Some("application/json"));
        assert_eq!(only("application/json; a=\u{e9}").as_deref(), Some("application/json"));
        assert_eq!(only("application/\u{e9}+json"), None);
        let both = [("application/json; charset=utf-8", Shape::Members), ("application/json", Shape::Members)];
        assert_eq!(content_type(&both).as_deref(), Some("application/json"));
    }

    #[test]
    fn a_response_is_json_before_text_and_text_before_bytes() {
        let only = |media_type, shape| decoded([(media_type, shape)]).map(|(_, decoded)| decoded);
        let json = |accept: &str| Some(Decoded::Json(accept.to_owned()));
        let text = |accept: &str| Some(Decoded::Text(accept.to_owned()));
        let bytes = |accept: &str| Some(Decoded::Bytes(accept.to_owned()));
        assert_eq!(only("*/*", Shape::Members), json("application/json"));
        assert_eq!(only("text/plain", Shape::Text), text("text/plain"));
        assert_eq!(only("text/csv; header=present", Shape::Unknown), text("text/csv; header=present"));
        assert_eq!(only("*/*", Shape::Text), text("*/*"));
        assert_eq!(only("application/octet-stream", Shape::Bytes), bytes("application/octet-stream"));
        assert_eq!(only("image/*", Shape::Bytes), bytes("image/*"));
        assert_eq!(only("application/pdf", Shape::Unknown), bytes("application/pdf"));
        for (other, shape) in [
            ("application/xml", Shape::Members),
            ("application/xml", Shape::Unknown),
            ("text/plain", Shape::Members),
            ("text/event-stream", Shape::Text),
            ("multipart/mixed", Shape::Bytes),
            ("*/*", Shape::Unknown),
        ] {
            assert_eq!(only(other, shape), None, "{other}");
        }
        let all = [
            ("application/pdf", Shape::Bytes),
            ("text/plain", Shape::Text),
            ("application/problem+json", Shape::Members),
            ("text/csv", Shape::Text),
        ];
        assert_eq!(decoded(all).map(|(index, _)| index), Some(2));
        assert_eq!(decoded([all[0], all[3], all[1]]).map(|(index, _)| index), Some(2));
        assert_eq!(decoded([all[0], all[3]]).map(|(index, _)| index), Some(1));
    }
}
