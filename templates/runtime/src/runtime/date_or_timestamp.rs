//! A date or a timestamp, as list filters such as `StartTime<` take it.

use std::borrow::Cow;

use jiff::{Timestamp, civil::Date};

use super::parameter_value::ParameterValue;

/// A date or a timestamp. Declared as `date-time` and documented as `YYYY-MM-DD`: Twilio accepts both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DateOrTimestamp {
    /// A date, which means the whole day in UTC. It is sent as `2024-01-31`.
    Date(Date),
    /// A timestamp in UTC, sent as `2024-01-31T08:30:00Z`.
    Timestamp(Timestamp),
}

impl From<Date> for DateOrTimestamp {
    fn from(date: Date) -> Self {
        Self::Date(date)
    }
}

impl From<Timestamp> for DateOrTimestamp {
    fn from(timestamp: Timestamp) -> Self {
        Self::Timestamp(timestamp)
    }
}

impl ParameterValue for DateOrTimestamp {
    fn encode(&self) -> Cow<'_, str> {
        match self {
            Self::Date(date) => date.encode(),
            Self::Timestamp(timestamp) => timestamp.encode(),
        }
    }
}
