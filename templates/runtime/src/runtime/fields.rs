//! Reads the fields of a JSON object one by one: emitted models decode themselves with it.
//!
//! Undeclared properties are ignored, because servers send some.

use std::collections::BTreeMap;

use super::decode::Decode;
use super::decode_containers::decode_list;
use super::decode_error::DecodeError;
use super::decoded_memory::check_room;
use super::json::{Json, JsonKind, Members};

/// The fields of one JSON object.
pub(crate) struct Fields<'a> {
    all: Members<'a>,
    /// Behind the field read last: fields mostly arrive in the order in which they are declared.
    rest: Members<'a>,
}

impl<'a> Fields<'a> {
    /// The fields of this object.
    ///
    /// # Errors
    /// The value is not a JSON object.
    pub(crate) fn new(json: Json<'a>) -> Result<Self, DecodeError> {
        match json.kind() {
            JsonKind::Object(members) => Ok(Self { all: members.clone(), rest: members }),
            _ => Err(DecodeError::wrong_type("an object", json)),
        }
    }

    /// A field that always comes.
    ///
    /// # Errors
    /// It is missing, or its value cannot be decoded.
    pub(crate) fn required<T: Decode>(&mut self, name: &str) -> Result<T, DecodeError> {
        let json = self.find(name).ok_or_else(|| DecodeError::missing(name))?;
        T::decode(json).map_err(|error| error.in_field(name))
    }

    /// A field that may be absent, `null` or `""`, all of which are `None`.
    ///
    /// # Errors
    /// Its value cannot be decoded.
    pub(crate) fn optional<T: Decode>(&mut self, name: &str) -> Result<Option<T>, DecodeError> {
        match self.find(name) {
            Some(json) => Option::<T>::decode(json).map_err(|error| error.in_field(name)),
            None => Ok(None),
        }
    }

    /// All fields but these: what an object may hold beside what it declares.
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

    /// A field that always comes and holds a list.
    ///
    /// # Errors
    /// It is missing or no list, or an item cannot be decoded.
    pub(crate) fn list<T>(
        &mut self,
        name: &str,
        decode_item: impl Fn(Json<'a>) -> Result<T, DecodeError>,
    ) -> Result<Vec<T>, DecodeError> {
        let json = self.find(name).ok_or_else(|| DecodeError::missing(name))?;
        decode_list(json, decode_item).map_err(|error| error.in_field(name))
    }

    /// The field of this name, looked for from where the last one was found.
    fn find(&mut self, name: &str) -> Option<Json<'a>> {
        if let Some(json) = self.rest.find(name) {
            return Some(json);
        }
        // `rest` is used up: from the start then.
        self.rest = self.all.clone();
        self.rest.find(name)
    }
}
