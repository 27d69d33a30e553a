//! Enumerations of responses do not turn into those of parameters that take other values.

use std::marker::PhantomData;
use twilio_accounts::api::v2010::types::{CallStatus, MessageStatus, UpdateCallStatus, UpdateMessageStatus};

/// Says at compile time whether values of one type can be handed over where another is asked for.
struct Conversion<From, To>(PhantomData<(From, To)>);

impl<From: Into<To>, To> Conversion<From, To> {
    const EXISTS: bool = true;
}

/// Says so of every pair of types: what the type itself says comes first.
trait Otherwise {
    const EXISTS: bool = false;
}

impl<From, To> Otherwise for Conversion<From, To> {}

#[test]
fn a_value_that_a_parameter_does_not_take_cannot_be_handed_over() {
    assert!(!Conversion::<CallStatus, UpdateCallStatus>::EXISTS);
    assert!(!Conversion::<MessageStatus, UpdateMessageStatus>::EXISTS);
    assert!(!Conversion::<UpdateCallStatus, CallStatus>::EXISTS);
    // What is written out can be.
    assert!(Conversion::<&str, UpdateCallStatus>::EXISTS);
    assert!(Conversion::<String, UpdateCallStatus>::EXISTS);
}
