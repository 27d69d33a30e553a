//! Credentials and settings: the errors of building a client, and their messages.

use std::ffi::OsString;

use crate::runtime::{Client, Credentials, ErrorKind, credentials_from};

/// Returns the message of the error of a client with these credentials.
fn refusal(credentials: Credentials) -> String {
    let error = Client::builder().credentials(credentials).build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    error.to_string()
}

/// Returns the account SID of an environment with these variables, or the error.
fn from_variables(variables: &[(&str, &str)]) -> Result<String, String> {
    let lookup = |name: &str| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| OsString::from(value));
    credentials_from(lookup).map(|found| format!("{found:?}")).map_err(|error| error.to_string())
}

#[test]
fn wrong_account_sids_are_refused() {
    assert_eq!(
        refusal(Credentials::auth_token("", "t")),
        "the account SID is empty: pass the SID of your account, which starts with AC"
    );
    assert_eq!(
        refusal(Credentials::auth_token("SK1", "t")),
        "the account SID starts with SK, which is an API key: pass the account SID (AC…) first, and the API key with Credentials::api_key(account_sid, key_sid, key_secret)"
    );
    assert_eq!(
        refusal(Credentials::auth_token("hunter2", "t")),
        "the account SID does not start with AC, or holds more than a SID: pass the SID of your account, found in the Twilio Console"
    );
}

#[test]
fn wrong_keys_and_secrets_are_refused() {
    assert_eq!(
        refusal(Credentials::auth_token("AC1", "")),
        "the auth token is empty: pass the auth token shown next to the account SID in the Twilio Console"
    );
    assert_eq!(
        refusal(Credentials::api_key("AC1", "AC1", "s")),
        "the API key SID starts with AC, which is an account SID: pass the SID of an API key (SK…), or use Credentials::auth_token(account_sid, auth_token)"
    );
    assert_eq!(
        refusal(Credentials::api_key("AC1", "", "s")),
        "the API key SID is empty: pass the SID of an API key, which starts with SK"
    );
    assert_eq!(
        refusal(Credentials::api_key("AC1", "hunter2", "s")),
        "the API key SID does not start with SK, or holds more than a SID: pass the SID of an API key, not its secret"
    );
    assert_eq!(
        refusal(Credentials::api_key("AC1", "SK1", "")),
        "the API key secret is empty: pass the secret that Twilio showed once, when the API key was made"
    );
}

#[test]
fn white_space_around_a_value_is_refused() {
    let around = "white space surrounds the auth token or the API key secret: trim what was read";
    assert_eq!(refusal(Credentials::auth_token("AC1", "t\n")), around);
    assert_eq!(refusal(Credentials::api_key("AC1", "SK1", " s")), around);
    assert!(refusal(Credentials::auth_token("AC1\n", "t")).contains("holds more than a SID"));
    assert!(refusal(Credentials::api_key("AC1", "SK1\n", "s")).contains("holds more than a SID"));
}

#[test]
fn wrong_settings_are_refused() {
    let builder = || Client::builder().credentials(Credentials::auth_token("AC1", "t"));
    assert_eq!(
        Client::builder().build().unwrap_err().to_string(),
        "no credentials: call .credentials(…) before .build(), or use Client::from_env()"
    );
    for base_url in ["", "x", "ftp://h", "http://h/path", "http://h?q", "http://user:password@h"] {
        assert_eq!(
            builder().base_url(base_url).build().unwrap_err().to_string(),
            "the base URL must be scheme, host and port only, such as http://127.0.0.1:1234"
        );
    }
    assert_eq!(
        builder().user_agent_suffix("a\nb").build().unwrap_err().to_string(),
        "the user agent suffix does not fit into a header: use printable ASCII"
    );
    assert_eq!(builder().base_url("http://h/").build().unwrap().account_sid(), "AC1");
}

#[test]
fn the_environment_gives_a_token_or_a_key_and_the_key_wins() {
    let token = [("TWILIO_ACCOUNT_SID", "AC1"), ("TWILIO_AUTH_TOKEN", "t")];
    let expected = r#"Credentials { account_sid: "AC1", auth_token: "[redacted]" }"#;
    assert_eq!(from_variables(&token), Ok(expected.to_owned()));
    let all = [&token[..], &[("TWILIO_API_KEY", "SK1"), ("TWILIO_API_SECRET", "s")]].concat();
    let expected = r#"Credentials { account_sid: "AC1", key_sid: "SK1", key_secret: "[redacted]" }"#;
    assert_eq!(from_variables(&all), Ok(expected.to_owned()));
}

#[test]
fn a_missing_or_empty_variable_is_named() {
    let account = ("TWILIO_ACCOUNT_SID", "AC1");
    let no_account = "TWILIO_ACCOUNT_SID is not set: set it to the SID of your account, which starts with AC";
    assert_eq!(from_variables(&[]), Err(no_account.to_owned()));
    assert_eq!(from_variables(&[("TWILIO_ACCOUNT_SID", "")]), Err(no_account.to_owned()));
    assert_eq!(
        from_variables(&[account, ("TWILIO_AUTH_TOKEN", "")]).unwrap_err(),
        "TWILIO_AUTH_TOKEN is not set: set it to the auth token of the account, or set TWILIO_API_KEY and TWILIO_API_SECRET"
    );
    assert_eq!(
        from_variables(&[account, ("TWILIO_AUTH_TOKEN", "t"), ("TWILIO_API_KEY", "SK1")]).unwrap_err(),
        "TWILIO_API_KEY is set but TWILIO_API_SECRET is not: set TWILIO_API_SECRET to the secret of that API key, or unset TWILIO_API_KEY and set TWILIO_AUTH_TOKEN"
    );
    assert_eq!(
        from_variables(&[account, ("TWILIO_API_SECRET", "s")]).unwrap_err(),
        "TWILIO_API_SECRET is set but TWILIO_API_KEY is not: set TWILIO_API_KEY to the SID of that API key, or unset TWILIO_API_SECRET and set TWILIO_AUTH_TOKEN"
    );
}
