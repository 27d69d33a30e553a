//! Nothing: this project exists for its tests, which use the generated crate as a stranger would.
