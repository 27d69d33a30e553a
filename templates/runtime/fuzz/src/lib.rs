//! Functions that the fuzz targets call with bytes of a server. They panic if a guarantee is broken.
//!
//! The runtime and its sample are compiled as part of this package, because decoding is not public. No target uses
//! the network: responses come from a transport in memory.

#[allow(dead_code, unused_macros, unused_imports)]
#[path = "../../src/runtime/mod.rs"]
pub mod runtime;
#[path = "../../src/sample/mod.rs"]
pub mod sample;

mod answers;
mod values;

pub use answers::{error_body, page};
pub use values::{dates, sids};
