//! The model of a widget: an emitted struct that decodes itself through [`Fields`].

use std::collections::BTreeMap;

use crate::runtime::{Date, Decimal, Decode, DecodeError, Fields, Json, SecretString, Timestamp};

use super::{AccountSid, WidgetSid, WidgetStatus};

/// A widget.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Widget {
    /// The SID of the widget.
    pub sid: WidgetSid,
    /// The account that owns the widget.
    pub account_sid: Option<AccountSid>,
    /// Its name.
    pub friendly_name: Option<String>,
    /// Its status.
    pub status: Option<WidgetStatus>,
    /// The price.
    pub price: Option<Decimal>,
    /// The quantity.
    pub quantity: Option<i64>,
    /// True if the widget is on.
    pub enabled: Option<bool>,
    /// The token of the widget.
    pub auth_token: Option<SecretString>,
    /// The timestamp of its creation.
    pub date_created: Option<Timestamp>,
    /// The date of its sale.
    pub sold_on: Option<Date>,
    /// Related resources by name.
    pub subresource_uris: Option<BTreeMap<String, String>>,
    /// The widgets inside.
    pub parts: Option<Vec<Widget>>,
}

impl Decode for Widget {
    const SECRET_FIELDS: &'static [&'static str] = &["auth_token"];

    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        let mut fields = Fields::new(json)?;
        Ok(Self {
            sid: fields.required("sid")?,
            account_sid: fields.optional("account_sid")?,
            friendly_name: fields.optional("friendly_name")?,
            status: fields.optional("status")?,
            price: fields.optional("price")?,
            quantity: fields.optional("quantity")?,
            enabled: fields.optional("enabled")?,
            auth_token: fields.optional("auth_token")?,
            date_created: fields.optional("date_created")?,
            sold_on: fields.optional("sold_on")?,
            subresource_uris: fields.optional("subresource_uris")?,
            parts: fields.optional("parts")?,
        })
    }
}
