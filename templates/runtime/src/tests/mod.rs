//! Tests of the runtime, one topic per file, against servers in this process and with the API of `sample/`.

mod accepted_values;
#[cfg(feature = "blocking")]
mod blocking;
mod body_limits;
mod concurrency;
mod content_length;
mod credentials;
mod decimals;
mod decoding;
mod decoding_dates;
mod empty_bodies;
mod endless_lists;
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
mod raw_bodies;
mod raw_server;
mod redirects;
mod refused_headers;
mod replays;
mod requests;
mod retries;
mod routes;
mod secret_forms;
mod secrets;
mod server;
mod sids;
mod this_machine;
mod tls_server;
#[cfg(feature = "tracing")]
mod tracing;
mod traits;
mod wire_tests;
