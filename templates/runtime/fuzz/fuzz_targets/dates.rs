//! Any bytes: see `dates` in the library.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| twilio_accounts_runtime_fuzz::dates(bytes));
