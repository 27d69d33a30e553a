//! Conversion of the values of one enum into another enum that has some of the same values.
//!
//! The conversion runs when the request is built. A value that the second enum does not have is an error of the
//! caller.

use std::convert::Infallible;
use std::fmt;

use super::request::Request;

/// The error of a value that the enum of a parameter does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidValue {
    type_name: &'static str,
    value: String,
}

impl InvalidValue {
    /// Creates the error from the value, as the API writes it, and the name of the enum that does not have it.
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

/// Implements `TryFrom`, which converts the values of one enum into another enum.
///
/// `accepted_values!(UpdateCallStatus, Other, CallStatus, as_str);` names the target enum, its variant for unknown
/// values, the source enum, and the method that returns the wire value of the source enum.
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
    /// Converts the value to the type of the parameter. If the type does not have the value, returns `None` and
    /// sending fails.
    pub(crate) fn checked<T>(
        &mut self,
        name: &'static str,
        value: impl TryInto<T, Error: Into<InvalidValue>>,
    ) -> Option<T> {
        let value = value.try_into().map_err(Into::<InvalidValue>::into);
        value.map_err(|error| self.fail(format!("the parameter {name} cannot be set: {error}"))).ok()
    }

    /// Converts each value of a list. If the type does not have one of them, returns `None` and sending fails.
    pub(crate) fn checked_all<T>(
        &mut self,
        name: &'static str,
        values: impl IntoIterator<Item = impl TryInto<T, Error: Into<InvalidValue>>>,
    ) -> Option<Vec<T>> {
        values.into_iter().map(|value| self.checked(name, value)).collect()
    }
}
