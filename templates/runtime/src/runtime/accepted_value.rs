//! Values of one enumeration where a parameter asks for another one that has some of them.
//!
//! Which values both have is known when the request is made; any other value is a mistake of the caller's.

use std::convert::Infallible;
use std::fmt;

use super::request::Request;

/// The error of a value that a parameter does not take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidValue {
    type_name: &'static str,
    value: String,
}

impl InvalidValue {
    /// Notes the value, as the API writes it, and the type that does not have it.
    pub(crate) fn new(type_name: &'static str, value: impl fmt::Display) -> Self {
        Self { type_name, value: value.to_string() }
    }
}

impl fmt::Display for InvalidValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` is none of the values of {}", self.value, self.type_name)
    }
}

impl std::error::Error for InvalidValue {}

impl From<Infallible> for InvalidValue {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

/// Lets the values of an enumeration be handed over for another one, if that has them.
///
/// `accepted_values!(UpdateCallStatus, Other, CallStatus, as_str);` names both, what the first makes of values that it
/// does not know, and the method that reads those of the second.
macro_rules! accepted_values {
    ($name:ident, $fallback:ident, $source:ty, $read:ident) => {
        impl ::std::convert::TryFrom<$source> for $name {
            type Error = $crate::runtime::InvalidValue;

            fn try_from(value: $source) -> ::std::result::Result<Self, $crate::runtime::InvalidValue> {
                match Self::from(value.$read()) {
                    Self::$fallback(value) => Err($crate::runtime::InvalidValue::new(stringify!($name), value)),
                    known => Ok(known),
                }
            }
        }
    };
}

pub(crate) use accepted_values;

impl Request {
    /// Returns the value as one of the parameter's type; sending fails where that does not have it.
    pub(crate) fn checked<T>(
        &mut self,
        name: &'static str,
        value: impl TryInto<T, Error: Into<InvalidValue>>,
    ) -> Option<T> {
        let value = value.try_into().map_err(Into::<InvalidValue>::into);
        value.map_err(|error| self.fail(format!("the parameter {name} cannot be set: {error}"))).ok()
    }

    /// Checks each value of a list; `None` if sending fails.
    pub(crate) fn checked_all<T>(
        &mut self,
        name: &'static str,
        values: impl IntoIterator<Item = impl TryInto<T, Error: Into<InvalidValue>>>,
    ) -> Option<Vec<T>> {
        values.into_iter().map(|value| self.checked(name, value)).collect()
    }
}
