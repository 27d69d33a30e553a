//! What the fuzz targets call: bytes as a server might send them in, panics where a promise is broken out.
//!
//! The runtime and its sample are compiled as part of this package, since what decodes is not public. Must not
//! touch the network: answers come from the transport in memory.

#[allow(dead_code, unused_macros, unused_imports)]
#[path = "../../src/runtime/mod.rs"]
pub mod runtime;
#[path = "../../src/sample/mod.rs"]
pub mod sample;

mod answers;
mod values;

pub use answers::{error_body, page};
pub use values::{dates, sids};
