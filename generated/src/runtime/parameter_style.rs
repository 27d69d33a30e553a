//! Values that are sent as something else than one text: joined lists, objects as JSON, objects taken apart.
//!
//! Must not know where they are sent.

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
}

/// A list that is sent as one text, `a,b,c` say (`explode: false`). In a query the values are escaped and the commas
/// between them are not, so that the two can be told apart.
pub(crate) struct Joined {
    text: String,
    escaped: String,
    is_secret: bool,
}

impl Joined {
    /// The values with `separator` between them.
    pub(crate) fn with(separator: &'static str, values: impl IntoIterator<Item = impl ParameterValue>) -> Self {
        let mut joined = Self { text: String::new(), escaped: String::new(), is_secret: false };
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
        }
        joined
    }
}

impl Joined {
    /// The members of an object, `name,value,name,value`.
    pub(crate) fn members(separator: &'static str, value: &impl Encode) -> Self {
        let members = MemberStyle::Plain.take_apart("", value);
        let is_secret = members.iter().any(|(_, _, is_secret)| *is_secret);
        let texts = members.into_iter().flat_map(|(name, value, _)| [name, value]);
        Self { is_secret, ..Self::with(separator, texts) }
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
}

/// How the names of an object's members are written when each is sent as a parameter of its own.
#[derive(Debug, Clone, Copy)]
pub(crate) enum MemberStyle {
    /// `filter[color]=red`: OpenAPI's `deepObject`.
    Brackets,
    /// `color=red`: what OpenAPI says of objects in a query. What is inside members is in brackets.
    Plain,
    /// `AddOns.carrier.type=mobile`: Twilio's prefixed maps.
    Dots,
}

impl MemberStyle {
    /// The parameters that the members of an object become, however deep, and whether each is a secret.
    pub(crate) fn take_apart(self, name: &str, value: &impl Encode) -> Vec<(String, String, bool)> {
        let mut parameters = Vec::new();
        let JsonText { text, secrets } = JsonText::of(value);
        // What `Encode` writes is JSON.
        let value = serde_json::from_str(&text).unwrap_or_default();
        self.collect(name, &value, &mut parameters);
        let marked = |(name, value): (String, String)| {
            let is_secret = secrets.contains(&value);
            (name, value, is_secret)
        };
        parameters.into_iter().map(marked).collect()
    }

    fn collect(self, name: &str, value: &Value, parameters: &mut Vec<(String, String)>) {
        match value {
            Value::Null => {}
            Value::Object(members) => {
                for (member, value) in members {
                    let (name, inside) = match self {
                        Self::Plain => (member.clone(), Self::Brackets),
                        Self::Brackets => (format!("{name}[{member}]"), self),
                        Self::Dots => (format!("{name}.{member}"), self),
                    };
                    inside.collect(&name, value, parameters);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| self.collect(name, item, parameters)),
            Value::String(text) => parameters.push((name.to_owned(), text.clone())),
            other => parameters.push((name.to_owned(), other.to_string())),
        }
    }
}
