//! HTTP methods of a path item.

/// The keys of a path item that hold operations, in the order of OpenAPI 3.0.
pub(crate) const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
