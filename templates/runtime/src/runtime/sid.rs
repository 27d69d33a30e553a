//! A macro that gives an emitted newtype over `String` the conversions of a SID.
//!
//! Parsing is strict, because a value of a user may be a mistake. Decoding a response is lenient, because Twilio's
//! own examples violate its patterns.

/// Implements the conversions of a SID.
///
/// `sid!(MessageSid, "SM", "MM");` beside `pub struct MessageSid(String);`.
macro_rules! sid {
    ($name:ident, $($prefix:literal),+ $(,)?) => {
        impl $name {
            /// The two-letter prefixes that such a SID may start with.
            pub const PREFIXES: &'static [&'static str] = &[$($prefix),+];

            /// Wraps any text without checking it, for stored values that are known to be SIDs.
            ///
            /// Use `parse()` or `try_from` for values that people type or configure.
            pub fn from_unvalidated(sid: impl ::std::convert::Into<::std::string::String>) -> Self {
                Self(sid.into())
            }

            /// Returns the SID as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl ::std::convert::TryFrom<::std::string::String> for $name {
            type Error = $crate::runtime::InvalidSid;

            fn try_from(sid: ::std::string::String) -> ::std::result::Result<Self, Self::Error> {
                $crate::runtime::InvalidSid::check(&sid, stringify!($name), Self::PREFIXES)?;
                Ok(Self(sid))
            }
        }

        impl ::std::convert::TryFrom<&str> for $name {
            type Error = $crate::runtime::InvalidSid;

            fn try_from(sid: &str) -> ::std::result::Result<Self, Self::Error> {
                Self::try_from(::std::string::String::from(sid))
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::runtime::InvalidSid;

            fn from_str(sid: &str) -> ::std::result::Result<Self, Self::Err> {
                Self::try_from(sid)
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.pad(&self.0)
            }
        }

        impl ::std::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl ::std::convert::From<&$name> for $name {
            fn from(sid: &$name) -> Self {
                ::std::clone::Clone::clone(sid)
            }
        }

        impl ::std::convert::From<$name> for ::std::string::String {
            fn from(sid: $name) -> Self {
                sid.0
            }
        }

        impl ::std::convert::From<&$name> for ::std::string::String {
            fn from(sid: &$name) -> Self {
                ::std::clone::Clone::clone(&sid.0)
            }
        }

        impl ::std::cmp::PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.0 == other
            }
        }

        impl ::std::cmp::PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.0 == *other
            }
        }

        impl $crate::runtime::Decode for $name {
            fn decode(json: $crate::runtime::Json<'_>) -> ::std::result::Result<Self, $crate::runtime::DecodeError> {
                <::std::string::String as $crate::runtime::Decode>::decode(json).map(Self)
            }
        }

        impl $crate::runtime::ParameterValue for $name {
            fn encode(&self) -> ::std::borrow::Cow<'_, str> {
                ::std::borrow::Cow::Borrowed(&self.0)
            }
        }

        impl $crate::runtime::Encode for $name {
            fn encode_json(&self, json: &mut $crate::runtime::JsonWriter) {
                $crate::runtime::Encode::encode_json(self.as_str(), json);
            }
        }
    };
}

pub(crate) use sid;
