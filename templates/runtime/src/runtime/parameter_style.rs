//! Writes parameters that are not a single text: joined lists, objects as JSON, and objects with a parameter for each
//! property.

use std::borrow::Cow;

use serde_json::Value;

use super::encode::Encode;
use super::json_body::JsonText;
use super::parameter_value::ParameterValue;

/// An object is sent as its JSON.
impl ParameterValue for JsonText {
    fn encode(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.text)
    }

    fn is_secret(&self) -> bool {
        !self.secrets.is_empty()
    }

    fn is_writable(&self) -> bool {
        self.is_writable
    }
}

/// A list that is sent as one text, such as `a,b,c` (`explode: false`). In a query the values are escaped and the
/// separating commas are not, so that the server can tell them apart.
pub(crate) struct Joined {
    text: String,
    escaped: String,
    is_secret: bool,
    is_writable: bool,
}

impl Joined {
    /// Joins the values with `separator` between them.
    pub(crate) fn with(separator: &'static str, values: impl IntoIterator<Item = impl ParameterValue>) -> Self {
        let mut joined = Self { text: String::new(), escaped: String::new(), is_secret: false, is_writable: true };
        for (index, value) in values.into_iter().enumerate() {
            if index > 0 {
                joined.text.push_str(separator);
                joined.escaped.push_str(match separator {
                    " " => "%20",
                    "|" => "%7C",
                    plain => plain,
                });
            }
            joined.text.push_str(&value.encode());
            joined.escaped.push_str(&value.escaped());
            joined.is_secret |= value.is_secret();
            joined.is_writable &= value.is_writable();
        }
        joined
    }
}

impl Joined {
    /// Joins the properties of an object as `name,value,name,value`. A list becomes its items, and any other value
    /// becomes its text.
    pub(crate) fn members(separator: &'static str, value: &impl Encode) -> Self {
        let JsonText { text, secrets, is_writable } = JsonText::of(value);
        // The output of `Encode` is JSON.
        let texts = match serde_json::from_str(&text).unwrap_or_default() {
            Value::Object(_) => return Self::object(separator, value),
            Value::Array(items) => items.into_iter().map(plain_text).collect(),
            Value::Null => Vec::new(),
            other => vec![plain_text(other)],
        };
        let is_secret = texts.iter().any(|text| secrets.contains(text));
        Self { is_secret, is_writable, ..Self::with(separator, texts) }
    }

    fn object(separator: &'static str, value: &impl Encode) -> Self {
        let Members { members, is_writable } = MemberStyle::Plain.take_apart("", value);
        let is_secret = members.iter().any(|(_, _, is_secret)| *is_secret);
        let texts = members.into_iter().flat_map(|(name, value, _)| [name, value]);
        Self { is_secret, is_writable, ..Self::with(separator, texts) }
    }
}

impl ParameterValue for Joined {
    fn encode(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.text)
    }

    fn escaped(&self) -> String {
        self.escaped.clone()
    }

    fn is_secret(&self) -> bool {
        self.is_secret
    }

    fn is_writable(&self) -> bool {
        self.is_writable
    }
}

/// The parameters for the properties of an object.
pub(crate) struct Members {
    /// Each name and value, and true if the value is a secret.
    pub(super) members: Vec<(String, String, bool)>,
    /// False if a number is NaN or infinite.
    pub(super) is_writable: bool,
}

/// Returns a text unchanged, and any other value as JSON.
fn plain_text(value: Value) -> String {
    match value {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

/// The style of parameter names when each property of an object is sent as a parameter.
#[derive(Debug, Clone, Copy)]
pub(crate) enum MemberStyle {
    /// `filter[color]=red`: OpenAPI's `deepObject`.
    Brackets,
    /// `color=red`: the default of OpenAPI for objects in a query. Deeper properties are in brackets.
    Plain,
    /// `AddOns.carrier.type=mobile`: Twilio's prefixed maps.
    Dots,
}

impl MemberStyle {
    /// Returns a parameter for each property of an object, at any depth.
    pub(crate) fn take_apart(self, name: &str, value: &impl Encode) -> Members {
        let mut parameters = Vec::new();
        let JsonText { text, secrets, is_writable } = JsonText::of(value);
        // The output of `Encode` is JSON.
        let value = serde_json::from_str(&text).unwrap_or_default();
        self.collect(name, &value, &mut parameters);
        let marked = |(name, value): (String, String)| {
            let is_secret = secrets.contains(&value);
            (name, value, is_secret)
        };
        Members { members: parameters.into_iter().map(marked).collect(), is_writable }
    }

    /// Returns the name of a property or an item, and the style of the names inside its value.
    fn inside(self, name: &str, member: &str) -> (String, Self) {
        match self {
            Self::Plain => (member.to_owned(), Self::Brackets),
            Self::Brackets => (format!("{name}[{member}]"), self),
            Self::Dots => (format!("{name}.{member}"), self),
        }
    }

    fn collect(self, name: &str, value: &Value, parameters: &mut Vec<(String, String)>) {
        match value {
            Value::Null => {}
            Value::Object(members) => {
                for (member, value) in members {
                    let (name, inside) = self.inside(name, member);
                    inside.collect(&name, value, parameters);
                }
            }
            // Only the index shows which properties belong to the same item.
            Value::Array(items) if items.iter().any(|item| item.is_object() || item.is_array()) => {
                for (index, item) in items.iter().enumerate() {
                    let (name, inside) = self.inside(name, &index.to_string());
                    inside.collect(&name, item, parameters);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| self.collect(name, item, parameters)),
            Value::String(text) => parameters.push((name.to_owned(), text.clone())),
            other => parameters.push((name.to_owned(), other.to_string())),
        }
    }
}
