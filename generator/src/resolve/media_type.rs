//! A media type in, what kind of body it means out. Parameters and case say nothing about that.

/// The media type without parameters: `application/json` of `application/json; charset=utf-8`.
pub(crate) fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

/// Whether a body is one JSON text. Lines of JSON (`application/x-ndjson`) are not.
pub(crate) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type).to_ascii_lowercase();
    ["application/json", "text/json"].contains(&&*essence) || essence.ends_with("+json")
}

/// Whether a body is a form.
pub(crate) fn is_form(media_type: &str) -> bool {
    essence(media_type).eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

#[cfg(test)]
mod tests {
    use super::{is_form, is_json};

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
        for other in ["application/x-ndjson", "application/json-seq", "application/jsonl", "text/x-json5", "json"] {
            assert!(!is_json(other), "{other}");
        }
        assert!(!is_form("multipart/form-data"));
    }
}
