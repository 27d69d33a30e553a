//! The examples themselves, as modules.

#![allow(dead_code, reason = "their `main` is for users")]

#[path = "../../../../../specs/crate/examples/bill_month.rs"]
pub mod bill_month;
#[path = "../../../../../specs/crate/examples/blocking.rs"]
pub mod blocking;
#[path = "../../../../../specs/crate/examples/find_by_name.rs"]
pub mod find_by_name;
#[path = "../../../../../specs/crate/examples/handle_errors.rs"]
pub mod handle_errors;
#[path = "../../../../../specs/crate/examples/offboard_customer.rs"]
pub mod offboard_customer;
#[path = "../../../../../specs/crate/examples/quickstart.rs"]
pub mod quickstart;
#[path = "../../../../../specs/crate/examples/rotate_auth_token.rs"]
pub mod rotate_auth_token;
#[path = "../../../../../specs/crate/examples/subaccount_api_key.rs"]
pub mod subaccount_api_key;
#[path = "../../../../../specs/crate/examples/suspend_list.rs"]
pub mod suspend_list;
#[path = "../../../../../specs/crate/examples/test_your_code.rs"]
pub mod test_your_code;
