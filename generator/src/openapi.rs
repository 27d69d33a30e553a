//! The vocabulary of OpenAPI: methods, path templates, references and media types.
//!
//! Each is read here and nowhere else. Stages use this module; it uses none of them but *source*.

pub(crate) mod media_type;
pub(crate) mod method;
pub(crate) mod path_template;
pub(crate) mod reference;
