//! The trait that writes a value as text, for a path, query, form or header.

use std::borrow::Cow;

use jiff::{Timestamp, civil::Date};
use rust_decimal::Decimal;
use secrecy::{ExposeSecret, SecretString};

/// A value that can be sent as a parameter.
pub(crate) trait ParameterValue {
    /// Returns the text of the value, not escaped.
    fn encode(&self) -> Cow<'_, str>;

    /// Returns the text as it is written in a query or a form.
    fn escaped(&self) -> String {
        form_urlencoded::byte_serialize(self.encode().as_bytes()).collect()
    }

    /// Returns true if the text is a secret, which must appear only in the request.
    fn is_secret(&self) -> bool {
        false
    }

    /// Returns false for NaN and infinities, which have no text that a server can read.
    fn is_writable(&self) -> bool {
        true
    }
}

impl ParameterValue for str {
    fn encode(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl ParameterValue for String {
    fn encode(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl ParameterValue for SecretString {
    fn encode(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.expose_secret())
    }

    fn is_secret(&self) -> bool {
        true
    }
}

impl ParameterValue for bool {
    fn encode(&self) -> Cow<'_, str> {
        Cow::Borrowed(if *self { "true" } else { "false" })
    }
}

impl ParameterValue for i32 {
    fn encode(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_string())
    }
}

impl ParameterValue for i64 {
    fn encode(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_string())
    }
}

impl ParameterValue for f64 {
    fn encode(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_string())
    }

    fn is_writable(&self) -> bool {
        self.is_finite()
    }
}

impl ParameterValue for Decimal {
    fn encode(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_string())
    }
}

/// Writes UTC with whole seconds: `2024-01-31T08:30:00Z`.
impl ParameterValue for Timestamp {
    fn encode(&self) -> Cow<'_, str> {
        Cow::Owned(self.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
    }
}

/// Writes `2024-01-31`.
impl ParameterValue for Date {
    fn encode(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_string())
    }
}

/// Writes JSON text, which Twilio expects for objects in forms.
impl ParameterValue for serde_json::Value {
    fn encode(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_string())
    }
}

impl<T: ParameterValue + ?Sized> ParameterValue for &T {
    fn encode(&self) -> Cow<'_, str> {
        (**self).encode()
    }

    fn escaped(&self) -> String {
        (**self).escaped()
    }

    fn is_secret(&self) -> bool {
        (**self).is_secret()
    }

    fn is_writable(&self) -> bool {
        (**self).is_writable()
    }
}
