//! Tests of the runtime, one matter per file, against servers in this process and through `sample/`.

mod credentials;
mod decoding;
mod decoding_dates;
mod error_bodies;
mod error_transport;
mod fault_matrix;
mod faults;
mod hosts;
mod links;
mod open_enums;
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
mod traits;
