//! Writes parameters as `application/x-www-form-urlencoded` text, for queries and forms.

use std::borrow::Cow;

use super::parameter_value::ParameterValue;

/// The parameters, in the order in which they were first set. A name has one value or, for an array, several.
#[derive(Clone, Default)]
pub(crate) struct ParameterList {
    parameters: Vec<Parameter>,
}

/// A name with its escaped values. An empty array has no values and is not sent.
#[derive(Clone)]
struct Parameter {
    name: Cow<'static, str>,
    values: Vec<String>,
    /// The values that were given as secrets, not escaped.
    secrets: Vec<String>,
    /// The object that has this parameter as a property.
    object: Option<&'static str>,
}

impl ParameterList {
    /// Sets the values of a name. They replace earlier values, and the position of the name stays the same. Returns
    /// false if one of them is NaN or infinite.
    pub(crate) fn set<V: ParameterValue>(&mut self, name: &'static str, values: impl IntoIterator<Item = V>) -> bool {
        let (mut secrets, mut is_writable) = (Vec::new(), true);
        let values = values.into_iter().map(|value| {
            is_writable &= value.is_writable();
            secrets.extend(value.is_secret().then(|| value.encode().into_owned()));
            value.escaped()
        });
        let values = values.collect();
        let parameter = Parameter { name: Cow::Borrowed(name), values, secrets, object: None };
        let is_this = |existing: &&mut Parameter| existing.name == name && existing.object.is_none();
        match self.parameters.iter_mut().find(is_this) {
            Some(existing) => *existing = parameter,
            None => self.parameters.push(parameter),
        }
        is_writable
    }

    /// Sets a parameter for each property of an object, replacing those that were set for it before. A name that
    /// occurs twice is sent with both values. This also applies if another parameter has the same name.
    pub(crate) fn set_members(&mut self, object: &'static str, members: Vec<(String, String, bool)>) {
        self.parameters.retain(|parameter| parameter.object != Some(object));
        self.parameters.extend(members.into_iter().map(|(name, value, is_secret)| Parameter {
            name: Cow::Owned(name),
            values: vec![value.escaped()],
            secrets: is_secret.then_some(value).into_iter().collect(),
            object: Some(object),
        }));
    }

    /// Returns true if a value will be sent under this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.parameters.iter().any(|parameter| parameter.name == name && !parameter.values.is_empty())
    }

    /// Returns the values that were given as secrets, so that messages can leave them out.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = &str> {
        self.parameters.iter().flat_map(|parameter| &parameter.secrets).map(String::as_str)
    }

    /// Returns `Name=value&Name=value`, escaped. A name with several values is repeated.
    pub(crate) fn encoded(&self) -> String {
        let mut text = String::new();
        for parameter in &self.parameters {
            for value in &parameter.values {
                if !text.is_empty() {
                    text.push('&');
                }
                text.extend(form_urlencoded::byte_serialize(parameter.name.as_bytes()));
                text.push('=');
                text.push_str(value);
            }
        }
        text
    }
}
