//! In comes a JSON object, out go its fields one by one, typed: what emitted models decode themselves with.
//!
//! Fields nobody asks for are ignored: undeclared ones really arrive. Must not know any model.

use std::borrow::Cow;

use super::decode::Decode;
use super::decode_containers::decode_list;
use super::decode_error::DecodeError;
use super::json::Json;

/// The fields of one JSON object that have not been taken yet.
pub(crate) struct Fields<'a> {
    members: Vec<(Cow<'a, str>, Json<'a>)>,
    /// Behind the field taken last: fields mostly arrive in the order in which they are declared.
    next: usize,
}

impl<'a> Fields<'a> {
    /// The fields of this object.
    ///
    /// # Errors
    /// The value is not a JSON object.
    pub(crate) fn new(json: Json<'a>) -> Result<Self, DecodeError> {
        match json {
            Json::Object(members) => Ok(Self { members, next: 0 }),
            other => Err(DecodeError::wrong_type("an object", &other)),
        }
    }

    /// Takes a field that always comes.
    ///
    /// # Errors
    /// It is missing, or its value cannot be decoded.
    pub(crate) fn required<T: Decode>(&mut self, name: &str) -> Result<T, DecodeError> {
        let json = self.take(name).ok_or_else(|| DecodeError::new("the field is missing").in_field(name))?;
        T::decode(json).map_err(|error| error.in_field(name))
    }

    /// Takes a field that may be absent, `null` or `""`, all of which are `None`.
    ///
    /// # Errors
    /// Its value cannot be decoded.
    pub(crate) fn optional<T: Decode>(&mut self, name: &str) -> Result<Option<T>, DecodeError> {
        let json = self.take(name).unwrap_or(Json::Null);
        Option::<T>::decode(json).map_err(|error| error.in_field(name))
    }

    /// Takes a field that always comes and holds a list.
    ///
    /// # Errors
    /// It is missing or no list, or an item cannot be decoded.
    pub(crate) fn list<T>(
        &mut self,
        name: &str,
        decode_item: impl Fn(Json<'a>) -> Result<T, DecodeError>,
    ) -> Result<Vec<T>, DecodeError> {
        let json = self.take(name).ok_or_else(|| DecodeError::new("the field is missing").in_field(name))?;
        decode_list(json, decode_item).map_err(|error| error.in_field(name))
    }

    /// Leaves null behind, which is cheaper than closing the gap.
    fn take(&mut self, name: &str) -> Option<Json<'a>> {
        let (before, after) = self.members.split_at(self.next);
        let is_named = |(existing, _): &(Cow<'a, str>, Json<'a>)| existing == name;
        let index = match after.iter().position(is_named) {
            Some(index) => before.len() + index,
            None => before.iter().position(is_named)?,
        };
        self.next = index + 1;
        Some(std::mem::replace(&mut self.members[index].1, Json::Null))
    }
}
