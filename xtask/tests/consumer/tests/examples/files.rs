//! The examples themselves, as modules.

#![allow(dead_code, reason = "their `main` is for users")]

#[path = "../../../../../specs/examples/bill_month.rs"]
pub mod bill_month;
#[path = "../../../../../specs/examples/blocking.rs"]
pub mod blocking;
#[path = "../../../../../specs/examples/find_by_name.rs"]
pub mod find_by_name;
#[path = "../../../../../specs/examples/handle_errors.rs"]
pub mod handle_errors;
#[path = "../../../../../specs/examples/offboard_customer.rs"]
pub mod offboard_customer;
#[path = "../../../../../specs/examples/quickstart.rs"]
pub mod quickstart;
#[path = "../../../../../specs/examples/rotate_auth_token.rs"]
pub mod rotate_auth_token;
#[path = "../../../../../specs/examples/subaccount_api_key.rs"]
pub mod subaccount_api_key;
#[path = "../../../../../specs/examples/suspend_list.rs"]
pub mod suspend_list;
#[path = "../../../../../specs/examples/test_your_code.rs"]
pub mod test_your_code;
