//! Tests of the runtime, one matter per file, against servers in this process and through `sample/`.

#[cfg(feature = "blocking")]
mod blocking;
mod concurrency;
mod credentials;
mod decoding;
mod decoding_dates;
mod error_bodies;
mod error_transport;
mod fault_matrix;
mod faults;
mod hosts;
mod json;
mod json_bodies;
mod links;
#[cfg(feature = "test-util")]
mod mock;
mod open_enums;
mod page_lists;
mod page_properties;
mod paging;
mod paging_limits;
mod per_request;
mod redirects;
mod requests;
mod retries;
mod routes;
mod secrets;
mod server;
mod sids;
#[cfg(feature = "tracing")]
mod tracing;
mod traits;
mod wire_tests;
