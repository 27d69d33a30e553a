//! Computes the request that an operation must send with given values.
//!
//! It reads the document's facts alone, not the emitted code, so that tests find mistakes of the setters and the
//! runtime. It knows no Rust names.

use super::constraint::code;
use super::expression::{as_text, literal, raw_literal};
use crate::ir::{BodyEncoding, MemberStyle, Operation, Output, PageSize, Parameter, Position, Style, Type};
use indexmap::IndexSet;
use proc_macro2::TokenStream;
use quote::quote;
use serde_json::{Map, Value};

/// Returns the page size that the test of a list asks for.
pub(super) fn page_size(page_size: &PageSize) -> u16 {
    20.clamp(page_size.minimum, page_size.maximum)
}

/// Returns the path with the value of each key.
pub(super) fn path(template: &str, keys: &[Value]) -> String {
    let mut keys = keys.iter();
    let mut path = String::new();
    let mut rest = template;
    while let Some((before, from_name)) = rest.split_once('{') {
        let (_, after) = from_name.split_once('}').unwrap_or((from_name, ""));
        path.push_str(before);
        path.extend(keys.next().map(|key| as_text(key).replace('%', "%25").replace('#', "%23")));
        rest = after;
    }
    path + rest
}

/// Returns every part of the request, as variants of `Part`.
pub(super) fn parts(operation: &Operation, values: &[(&Parameter, Value)]) -> Vec<TokenStream> {
    let mut parts = Vec::new();
    for (parameter, value) in values {
        let variant = match parameter.position {
            Position::Path | Position::Query => quote! { Query },
            Position::Header => quote! { Header },
            Position::Form => quote! { Form },
            Position::Json | Position::Body => continue,
        };
        for (name, text) in pairs(parameter, value) {
            let text = literal(&text);
            parts.push(quote! { #variant(#name, #text) });
        }
    }
    if let Output::Page { page_size: Some(known), .. } = &operation.output {
        let (name, size) = (&known.name, page_size(known).to_string());
        parts.push(quote! { Query(#name, #size) });
    }
    if let Some(media_type) = &operation.accept {
        parts.push(quote! { Header("accept", #media_type) });
    }
    match &operation.body {
        BodyEncoding::None => {}
        BodyEncoding::Form if values.iter().all(|(parameter, _)| parameter.position != Position::Form) => {
            parts.push(quote! { EmptyForm });
        }
        BodyEncoding::Form => {}
        BodyEncoding::JsonObject(media_type) | BodyEncoding::OptionalJsonObject(media_type) => {
            let members = values.iter().filter(|(parameter, _)| parameter.position == Position::Json);
            let members = members.map(|(parameter, value)| (parameter.wire_name.clone(), value.clone()));
            let members = Map::from_iter(members);
            if !members.is_empty() || matches!(operation.body, BodyEncoding::JsonObject(_)) {
                parts.extend(json(media_type, &Value::Object(members)));
            }
        }
        BodyEncoding::Json(media_type) => {
            let body = values.iter().find(|(parameter, _)| parameter.position == Position::Body);
            parts.extend(body.into_iter().flat_map(|(_, value)| json(media_type, value)));
        }
    }
    parts
}

fn json(media_type: &str, value: &Value) -> [TokenStream; 2] {
    let text = raw_literal(&value.to_string());
    [quote! { Header("content-type", #media_type) }, quote! { Json(#text) }]
}

/// Returns a sentence about the names under which the properties of an object are sent. The names are those of the
/// sample value.
pub(super) fn member_names(parameter: &Parameter, value: &Value) -> Option<String> {
    const MOST: usize = 3;
    let is_apart = matches!(parameter.style, Style::Members(..)) && value.is_object();
    if !is_apart || !matches!(parameter.position, Position::Query | Position::Form) {
        return None;
    }
    let names: IndexSet<String> = pairs(parameter, value).into_iter().map(|(name, _)| code(&name)).collect();
    let shown: Vec<&str> = names.iter().take(MOST).map(String::as_str).collect();
    (!shown.is_empty()).then(|| format!("Each property is a parameter, such as {}.", shown.join(", ")))
}

/// Returns the names and texts as which a parameter outside of a JSON body is sent.
fn pairs(parameter: &Parameter, value: &Value) -> Vec<(String, String)> {
    let name = &parameter.wire_name;
    let one = |text: String| vec![(name.clone(), text)];
    match (&parameter.style, value) {
        (Style::Json, value) => one(value.to_string()),
        (Style::Joined(separator), Value::Array(items)) => {
            one(items.iter().map(as_text).collect::<Vec<_>>().join(separator))
        }
        (Style::Joined(separator), Value::Object(members)) => one(joined(separator, members)),
        (Style::Members(style, prefix), Value::Object(members)) if parameter.position != Position::Header => {
            members.iter().flat_map(|(member, value)| member_pairs(*style, prefix, member, value)).collect()
        }
        (Style::Members(..), Value::Array(items)) if parameter.position != Position::Header => {
            items.iter().flat_map(|item| member_pairs(MemberStyle::Plain, "", name, item)).collect()
        }
        (_, Value::Array(items)) if matches!(parameter.value, Type::List(_)) => {
            items.iter().map(|item| (name.clone(), as_text(item))).collect()
        }
        (_, value) => one(as_text(value)),
    }
}

/// Returns an object as one text: the name and the value of each property.
fn joined(separator: &str, members: &Map<String, Value>) -> String {
    let pairs = members.iter().flat_map(|(member, value)| member_pairs(MemberStyle::Plain, "", member, value));
    pairs.flat_map(|(member, text)| [member, text]).collect::<Vec<_>>().join(separator)
}

/// Returns the pairs that are sent for a property of an object, at any depth.
fn member_pairs(style: MemberStyle, name: &str, member: &str, value: &Value) -> Vec<(String, String)> {
    let (name, inside) = match style {
        MemberStyle::Plain => (member.to_owned(), MemberStyle::Brackets),
        MemberStyle::Brackets => (format!("{name}[{member}]"), style),
        MemberStyle::Dots => (format!("{name}.{member}"), style),
    };
    match value {
        Value::Null => Vec::new(),
        // Only the index shows which properties belong to one item.
        Value::Array(items) if items.iter().any(|item| item.is_object() || item.is_array()) => {
            let items = items.iter().enumerate();
            items.flat_map(|(index, item)| member_pairs(inside, &name, &index.to_string(), item)).collect()
        }
        Value::Object(members) => {
            members.iter().flat_map(|(member, value)| member_pairs(inside, &name, member, value)).collect()
        }
        Value::Array(items) => items.iter().map(|item| (name.clone(), as_text(item))).collect(),
        value => vec![(name, as_text(value))],
    }
}

#[cfg(test)]
mod tests {
    use super::{joined, member_pairs, path};
    use crate::ir::MemberStyle;
    use serde_json::json;

    #[test]
    fn keys_stand_in_the_path_in_their_order() {
        let keys = [json!("AC1"), json!(7)];
        assert_eq!(path("/Accounts/{Sid}/Items/{Id}.json", &keys), "/Accounts/AC1/Items/7.json");
    }

    #[test]
    fn members_are_named_in_their_style_all_the_way_down() {
        let value = json!({"b": [1, "x"], "c": null});
        let names = |style| member_pairs(style, "m", "a", &value);
        let pairs = |name: &str| vec![(name.to_owned(), "1".to_owned()), (name.to_owned(), "x".to_owned())];
        assert_eq!(names(MemberStyle::Brackets), pairs("m[a][b]"));
        assert_eq!(names(MemberStyle::Dots), pairs("m.a.b"));
        assert_eq!(names(MemberStyle::Plain), pairs("a[b]"));
    }

    #[test]
    fn items_with_members_have_their_index() {
        let value = json!([{"id": 1, "in": [[2, 3], []]}, 4]);
        let pairs = member_pairs(MemberStyle::Brackets, "m", "a", &value);
        let pairs: Vec<String> = pairs.into_iter().map(|(name, text)| format!("{name}={text}")).collect();
        assert_eq!(pairs, ["m[a][0][id]=1", "m[a][0][in][0]=2", "m[a][0][in][0]=3", "m[a][1]=4"]);
    }

    #[test]
    fn an_object_in_one_text_has_names_and_values_in_turn() {
        let value = json!({"a": 1, "b": ["x", "y"], "c": null, "d": {"e": true}});
        let members = value.as_object().expect("it is an object");
        assert_eq!(joined(",", members), "a,1,b,x,b,y,d[e],true");
    }
}
