//! Shared by the examples: selects Twilio or the mock server, and asks before it changes anything.

#![allow(dead_code, reason = "each example uses its part")]

/// Prints a line on standard error.
macro_rules! eprintln {
    ($($argument:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stderr(), $($argument)*);
    }};
}

/// Prints a line on standard output. If the reader has closed its end, as with `| head -1`, the program continues
/// without printing; the macro of the standard library would panic. On any other error, such as a full disk, the
/// program reports the error and ends.
#[allow(unused_macros, reason = "each example uses its part")]
macro_rules! println {
    ($($argument:tt)*) => {{
        use std::io::{ErrorKind, Write as _};
        match writeln!(std::io::stdout(), $($argument)*) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                eprintln!("Error: cannot print: {error}");
                std::process::exit(1);
            }
            _ => {}
        }
    }};
}

use std::error::Error;
use std::fmt;
use std::io::{Write as _, stdin};
use twilio_accounts::mock_server::MockTwilio;
use twilio_accounts::{Client, Result};

/// The result of an example. Any error ends the example.
pub type Outcome<T = ()> = std::result::Result<T, Failure>;

/// Any error. `main` shows it as its message.
pub struct Failure(Box<dyn Error>);

impl<E: Into<Box<dyn Error>>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, formatter)
    }
}

/// The text of `--help` for all examples that send requests.
pub const WHERE_IT_ACTS: &str = "\
If TWILIO_ACCOUNT_SID is set, it acts on that account, with TWILIO_AUTH_TOKEN or TWILIO_API_KEY and
TWILIO_API_SECRET, after asking. Else it acts on a mock server for Twilio in its own process.";

/// The real Twilio, or a mock server for it.
pub struct Twilio {
    /// A client of the main account.
    pub client: Client,
    /// The mock server that `client` uses; `None` for the real Twilio.
    pub mock_server: Option<MockTwilio>,
}

/// Returns the argument after `--`. Without an argument, the example makes one up, which only the mock server allows.
/// With `--help`, it prints the usage and ends the process.
pub fn argument(what: &str) -> Outcome<Option<String>> {
    let mut arguments = arguments_or_help(&format!("takes {what} as its one argument.\n{WHERE_IT_ACTS}"));
    match (arguments.next(), arguments.next()) {
        (None, _) if !is_live() => Ok(None),
        (Some(argument), None) if !argument.starts_with('-') && !argument.trim().is_empty() => Ok(Some(argument)),
        _ => Err(format!("this example takes {what} as its one argument").into()),
    }
}

/// Handles an example that takes no argument after `--`. With `--help`, it prints that fact and where the example
/// acts, and ends the process.
pub fn no_argument(where_it_acts: &str) -> Outcome {
    let is_told = arguments_or_help(&format!("takes no arguments.\n{where_it_acts}")).next().is_some();
    if is_told { Err("this example takes no arguments".into()) } else { Ok(()) }
}

/// Returns the arguments after `--`. If one of them asks for help, it prints the usage and ends the process.
fn arguments_or_help(usage: &str) -> std::vec::IntoIter<String> {
    let arguments: Vec<String> = std::env::args_os().skip(1).map(|text| text.to_string_lossy().into_owned()).collect();
    if arguments.iter().any(|argument| ["-h", "--help"].contains(&argument.as_str())) {
        println!("This example {usage}");
        std::process::exit(0);
    }
    arguments.into_iter()
}

/// Returns the account of the environment if the user agrees to what the example does there. If the environment names
/// no account, returns a mock server in this process.
pub async fn connect(what: &str) -> Outcome<Twilio> {
    if is_live() {
        let client = Client::from_env()?;
        let question = format!("On the real Twilio account {} this {what}. Go on?", client.account_sid());
        if !confirm(&question) {
            return Err("stopped: nothing was done".into());
        }
        return Ok(Twilio { client, mock_server: None });
    }
    eprintln!("TWILIO_ACCOUNT_SID is not set, so this runs against a mock server for Twilio in this process.\n");
    mock_server().await
}

/// Returns a mock server in this process and ignores the environment.
pub async fn mock_server() -> Outcome<Twilio> {
    let mock_server = MockTwilio::start().await?;
    Ok(Twilio { client: mock_server.client()?, mock_server: Some(mock_server) })
}

/// Returns true if the environment names an account. An empty variable names none.
fn is_live() -> bool {
    std::env::var_os("TWILIO_ACCOUNT_SID").is_some_and(|sid| !sid.is_empty())
}

impl Twilio {
    /// Returns the mock server, for steps that only the mock server allows.
    pub fn scene(&self) -> Outcome<&MockTwilio> {
        self.mock_server
            .as_ref()
            .ok_or_else(|| "the rest needs the mock server: try it without TWILIO_ACCOUNT_SID".into())
    }

    /// Returns an error if the client cannot see all subaccounts. Its lists would be incomplete without any sign of
    /// it.
    pub async fn require_main(&self) -> Outcome {
        if self.mock_server.is_none() && std::env::var_os("TWILIO_API_KEY").is_some_and(|key| !key.is_empty()) {
            return Err("an API key reaches its own account alone: set TWILIO_AUTH_TOKEN, and no TWILIO_API_KEY".into());
        }
        let own = self.client.api().v2010().account(self.client.account_sid()).fetch().await?;
        match own.owner_account_sid.is_none_or(|owner| owner == own.sid) {
            true => Ok(()),
            false => Err(format!("{} is a subaccount, and this is for main accounts", own.sid).into()),
        }
    }

    /// Returns a client with other credentials, in the same region as `client`.
    pub fn client_with(&self, credentials: twilio_accounts::Credentials) -> Result<Client> {
        let builder = match &self.mock_server {
            Some(mock_server) => mock_server.client_builder(),
            None => Client::builder_from_env()?,
        };
        builder.credentials(credentials).build()
    }
}

/// Asks on the terminal. Returns true only for a yes. The end of the input is a no.
pub fn confirm(question: &str) -> bool {
    // Questions go to standard error, because the output may be redirected to a file.
    let _ = write!(std::io::stderr(), "{question} [y/N] ");
    let mut answer = String::new();
    let is_read = stdin().read_line(&mut answer).is_ok();
    is_read && ["y", "yes"].contains(&answer.trim().to_lowercase().as_str())
}
