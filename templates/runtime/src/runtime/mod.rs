//! The runtime: credentials, sending, decoding, paging and errors. It is the same in every generated crate.
//!
//! Generated resources pass a method, a route, arguments and parameters; they get typed values or an [`Error`]. No
//! file below knows a resource, a model or an OpenAPI document. Generated code beside this module calls it by the
//! names listed here.

mod accepted_value;
mod account_sid;
mod attempt;
#[cfg(feature = "blocking")]
mod blocking;
mod client;
mod client_builder;
mod credentials;
mod date_or_timestamp;
mod decode;
mod decode_containers;
mod decode_dates;
mod decode_error;
mod decode_numbers;
mod decoded_memory;
mod discriminator;
mod encode;
mod environment;
mod error;
mod error_body;
mod error_construction;
mod error_kind;
mod fields;
mod handle;
mod http_method;
#[cfg(feature = "hyper")]
mod hyper_transport;
mod invalid_sid;
mod invisible;
mod item_stream;
mod json;
mod json_body;
mod json_reader;
mod list_operation;
mod list_request;
mod loopback;
#[cfg(any(test, feature = "test-util"))]
mod mock_transport;
mod next_link;
mod open_enum;
mod operation;
mod origin;
mod page;
mod page_stream;
mod parameter_list;
mod parameter_style;
mod parameter_value;
mod prepared_request;
mod protected_headers;
mod raw_body;
mod raw_response;
mod received_body;
mod redact;
mod request;
mod request_label;
#[cfg(feature = "reqwest")]
mod reqwest_transport;
mod response;
mod retry_after;
mod retry_policy;
#[cfg(test)]
mod round_trip;
mod route;
mod secrets;
mod send;
mod sensitive;
mod shape;
mod sid;
#[cfg(feature = "tracing")]
mod trace;
mod transport;
#[cfg(test)]
pub(crate) mod wire_tests;

// The items that users of the generated crate see.
pub use accepted_value::InvalidValue;
pub use account_sid::AccountSid;
#[cfg(feature = "blocking")]
pub use blocking::{BlockingItems, BlockingPages};
pub use client::Client;
pub use client_builder::ClientBuilder;
pub use credentials::Credentials;
pub use date_or_timestamp::DateOrTimestamp;
pub use error::{Error, Result};
pub use error_kind::ErrorKind;
pub use http_method::HttpMethod;
#[cfg(feature = "hyper")]
pub use hyper_transport::HyperTransport;
pub use invalid_sid::InvalidSid;
pub use item_stream::ItemStream;
#[cfg(any(test, feature = "test-util"))]
pub use mock_transport::MockTransport;
pub use page::Page;
pub use page_stream::PageStream;
#[cfg(feature = "reqwest")]
pub use reqwest_transport::ReqwestTransport;
pub use response::Response;
pub use retry_policy::RetryPolicy;
pub use sensitive::Sensitive;
pub use transport::{Transport, TransportError, TransportFuture};

pub use bytes::Bytes;
pub use http::{HeaderMap, StatusCode};
pub use jiff::{Timestamp, civil::Date};
pub use rust_decimal::Decimal;
pub use secrecy::{ExposeSecret, SecretString};
pub use serde_json::Value as JsonValue;

// The items that emitted code uses.
pub(crate) use accepted_value::accepted_values;
#[cfg(feature = "blocking")]
pub(crate) use blocking::block_on;
pub(crate) use decode::Decode;
pub(crate) use decode_error::DecodeError;
pub(crate) use encode::{Encode, JsonWriter};
pub(crate) use error_body::error_body;
pub(crate) use fields::Fields;
pub(crate) use handle::Handle;
pub(crate) use http::Method;
pub(crate) use json::Json;
pub(crate) use json_body::JsonText;
pub(crate) use list_operation::list_operation;
pub(crate) use list_request::{ListRequest, PageSizes};
pub(crate) use open_enum::{open_enum, open_integer_enum};
pub(crate) use operation::operation;
pub(crate) use parameter_style::{Joined, MemberStyle};
pub(crate) use parameter_value::ParameterValue;
pub(crate) use request::Request;
#[cfg(test)]
pub(crate) use round_trip::{encode_responses, encode_unions, page_round_trip, round_trip, round_trips};
pub(crate) use shape::Shape;
pub(crate) use sid::sid;

// Items only for the tests of this module. A test of the real environment would have to change it, and the default
// transport depends on the features.
pub(crate) use client_builder::default_transport;
pub(crate) use environment::{builder_from, credentials_from};
pub(crate) use loopback::is_loopback;
pub(crate) use origin::Location;
