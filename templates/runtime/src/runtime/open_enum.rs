//! A macro that gives an emitted enum its conversions to and from wire values.
//!
//! An unknown value is stored verbatim: Twilio adds values without notice.

/// Implements the conversions that follow from `as_str` and `From<String>`.
///
/// `open_enum!(CallStatus);` stands beside an enum that has both, with a variant for every other value. A `""` after
/// a comma means that the empty text is a value of the enum.
macro_rules! open_enum {
    ($name:ident $(, $empty:literal)?) => {
        impl ::std::convert::From<&str> for $name {
            fn from(value: &str) -> Self {
                Self::from(::std::string::String::from(value))
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            fn from_str(value: &str) -> ::std::result::Result<Self, ::std::convert::Infallible> {
                Ok(Self::from(value))
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.pad(self.as_str())
            }
        }

        impl $crate::runtime::Decode for $name {
            $(const HAS_EMPTY: bool = $empty.is_empty();)?

            fn decode(json: $crate::runtime::Json<'_>) -> ::std::result::Result<Self, $crate::runtime::DecodeError> {
                <::std::string::String as $crate::runtime::Decode>::decode(json).map(Self::from)
            }
        }

        impl $crate::runtime::ParameterValue for $name {
            fn encode(&self) -> ::std::borrow::Cow<'_, str> {
                ::std::borrow::Cow::Borrowed(self.as_str())
            }
        }

        impl $crate::runtime::Encode for $name {
            fn encode_json(&self, json: &mut $crate::runtime::JsonWriter) {
                $crate::runtime::Encode::encode_json(self.as_str(), json);
            }
        }
    };
}

pub(crate) use open_enum;

/// Implements the conversions that follow from `as_i64` and `From<i64>`.
///
/// `open_integer_enum!(Priority);` stands beside an enum that has both, with a variant for every other number.
macro_rules! open_integer_enum {
    ($name:ident) => {
        impl ::std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.as_i64(), formatter)
            }
        }

        impl $crate::runtime::Decode for $name {
            fn decode(json: $crate::runtime::Json<'_>) -> ::std::result::Result<Self, $crate::runtime::DecodeError> {
                <i64 as $crate::runtime::Decode>::decode(json).map(Self::from)
            }
        }

        impl $crate::runtime::ParameterValue for $name {
            fn encode(&self) -> ::std::borrow::Cow<'_, str> {
                ::std::borrow::Cow::Owned(self.as_i64().to_string())
            }
        }

        impl $crate::runtime::Encode for $name {
            fn encode_json(&self, json: &mut $crate::runtime::JsonWriter) {
                $crate::runtime::Encode::encode_json(&self.as_i64(), json);
            }
        }
    };
}

pub(crate) use open_integer_enum;
