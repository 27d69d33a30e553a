//! Reads the properties of a JSON object one by one. Emitted models decode themselves with it.
//!
//! Undeclared properties are ignored, because servers send some.

use std::collections::BTreeMap;

use super::decode::Decode;
use super::decode_containers::decode_list;
use super::decode_error::DecodeError;
use super::decoded_memory::check_room;
use super::json::{Json, JsonKind, Members};

/// The properties of one JSON object.
pub(crate) struct Fields<'a> {
    all: Members<'a>,
    /// The properties after the last one that was read. Most properties arrive in the order of their declaration.
    rest: Members<'a>,
}

impl<'a> Fields<'a> {
    /// Creates a reader for the properties of this object.
    ///
    /// # Errors
    /// The value is not a JSON object.
    pub(crate) fn new(json: Json<'a>) -> Result<Self, DecodeError> {
        match json.kind() {
            JsonKind::Object(members) => Ok(Self { all: members.clone(), rest: members }),
            _ => Err(DecodeError::wrong_type("an object", json)),
        }
    }

    /// Decodes a required property.
    ///
    /// # Errors
    /// The property is missing, or its value cannot be decoded.
    pub(crate) fn required<T: Decode>(&mut self, name: &str) -> Result<T, DecodeError> {
        let json = self.find(name).ok_or_else(|| DecodeError::missing(name))?;
        T::decode(json).map_err(|error| error.in_field(name))
    }

    /// Decodes an optional property. It may be absent, `null` or `""`, which all become `None`.
    ///
    /// # Errors
    /// The value cannot be decoded.
    pub(crate) fn optional<T: Decode>(&mut self, name: &str) -> Result<Option<T>, DecodeError> {
        match self.find(name) {
            Some(json) => Option::<T>::decode(json).map_err(|error| error.in_field(name)),
            None => Ok(None),
        }
    }

    /// Decodes all properties except the known ones: the additional properties of an object.
    ///
    /// # Errors
    /// A value cannot be decoded.
    pub(crate) fn rest<T: Decode>(&self, known: &[&str]) -> Result<BTreeMap<String, T>, DecodeError> {
        let text_len = self.all.text_len();
        let mut rest = BTreeMap::new();
        for (name, value) in self.all.clone() {
            check_room::<(String, T)>(rest.len(), text_len)?;
            if !known.contains(&name.as_ref()) && (T::HAS_NULL || !value.is_null()) {
                let value = T::decode_item(value).map_err(|error| error.in_field(name.as_ref()))?;
                rest.insert(name.into_owned(), value);
            }
        }
        Ok(rest)
    }

    /// Decodes a required property that holds a list.
    ///
    /// # Errors
    /// The property is missing, is not a list, or has an item that cannot be decoded.
    pub(crate) fn list<T>(
        &mut self,
        name: &str,
        decode_item: impl Fn(Json<'a>) -> Result<T, DecodeError>,
    ) -> Result<Vec<T>, DecodeError> {
        let json = self.find(name).ok_or_else(|| DecodeError::missing(name))?;
        decode_list(json, decode_item).map_err(|error| error.in_field(name))
    }

    /// Returns the value of the property with this name. The search starts after the property that was found last.
    fn find(&mut self, name: &str) -> Option<Json<'a>> {
        if let Some(json) = self.rest.find(name) {
            return Some(json);
        }
        // `rest` has no more properties, so the search continues from the start.
        self.rest = self.all.clone();
        self.rest.find(name)
    }
}
