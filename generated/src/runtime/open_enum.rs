//! In comes an emitted enum with a catch-all variant, out come its conversions to and from wire values.
//!
//! Must not know any enum. A value that is not listed is kept verbatim: Twilio adds values without
//! notice, and closed enums have broken every library that used them.

/// Implements the conversions of an open enum.
///
/// `open_enum!(AccountStatus, Other, { Active => "active", Closed => "closed" });` beside an enum that
/// has these unit variants and `Other(String)`.
macro_rules! open_enum {
    ($name:ident, $other:ident, { $($variant:ident => $wire:literal),* $(,)? }) => {
        impl $name {
            /// The value as the API writes it.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::$other(value) => value,
                }
            }
        }

        impl ::std::convert::From<&str> for $name {
            fn from(value: &str) -> Self {
                match value {
                    $($wire => Self::$variant,)*
                    _ => Self::$other(::std::borrow::ToOwned::to_owned(value)),
                }
            }
        }

        impl ::std::convert::From<::std::string::String> for $name {
            fn from(value: ::std::string::String) -> Self {
                match value.as_str() {
                    $($wire => Self::$variant,)*
                    _ => Self::$other(value),
                }
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
                Ok(Self::from(value))
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.pad(self.as_str())
            }
        }

        impl $crate::runtime::Decode for $name {
            fn decode(
                value: $crate::runtime::JsonValue,
            ) -> ::std::result::Result<Self, $crate::runtime::DecodeError> {
                <::std::string::String as $crate::runtime::Decode>::decode(value).map(Self::from)
            }
        }

        impl $crate::runtime::ParameterValue for $name {
            fn encode(&self) -> ::std::borrow::Cow<'_, str> {
                ::std::borrow::Cow::Borrowed(self.as_str())
            }
        }
    };
}

pub(crate) use open_enum;
