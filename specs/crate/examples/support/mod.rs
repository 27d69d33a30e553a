//! Shared by the examples: selects Twilio or the mock server, and asks before it changes anything.

#![allow(dead_code, reason = "each example uses its part")]

/// Prints a line on standard error, where somebody reads it.
macro_rules! eprintln {
    ($($argument:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stderr(), $($argument)*);
    }};
}

/// Prints a line. Where nobody reads it any more, as behind `| head -1`, what was begun is brought to its end all the
/// same; that of the standard library would panic. Where a line is lost for another reason, such as a full disk, the
/// program ends, and says so.
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

/// The result of an example: any error ends it.
pub type Outcome<T = ()> = std::result::Result<T, Failure>;

/// Any error, shown as its sentence when `main` returns it.
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

/// The text of `--help` for all examples that send something.
pub const WHERE_IT_ACTS: &str = "\
If TWILIO_ACCOUNT_SID is set, it acts on that account, with TWILIO_AUTH_TOKEN or TWILIO_API_KEY and
TWILIO_API_SECRET, after asking. Else it acts on a mock server for Twilio in its own process.";

/// Twilio, or what stands in for it.
pub struct Twilio {
    /// A client of the main account.
    pub client: Client,
    /// The server that `client` talks to, if it is not Twilio's.
    pub mock_server: Option<MockTwilio>,
}

/// Returns the argument behind `--`. Without it, the example makes up a subject, which only the mock server allows.
/// Asked for help, it prints its usage and ends.
pub fn argument(what: &str) -> Outcome<Option<String>> {
    let mut arguments = arguments_or_help(&format!("takes {what} as its one argument.\n{WHERE_IT_ACTS}"));
    match (arguments.next(), arguments.next()) {
        (None, _) if !is_live() => Ok(None),
        (Some(argument), None) if !argument.starts_with('-') && !argument.trim().is_empty() => Ok(Some(argument)),
        _ => Err(format!("this example takes {what} as its one argument").into()),
    }
}

/// For an example that is told nothing behind `--`: asked for help, it says so and where it acts, and ends.
pub fn no_argument(where_it_acts: &str) -> Outcome {
    let is_told = arguments_or_help(&format!("takes no arguments.\n{where_it_acts}")).next().is_some();
    if is_told { Err("this example takes no arguments".into()) } else { Ok(()) }
}

/// Returns the arguments behind `--`; if one asks for help, prints the usage and ends the process.
fn arguments_or_help(usage: &str) -> std::vec::IntoIter<String> {
    let arguments: Vec<String> = std::env::args_os().skip(1).map(|text| text.to_string_lossy().into_owned()).collect();
    if arguments.iter().any(|argument| ["-h", "--help"].contains(&argument.as_str())) {
        println!("This example {usage}");
        std::process::exit(0);
    }
    arguments.into_iter()
}

/// The account that the environment names, if the user agrees to what the example does there; without one, a mock server
/// in this process.
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

/// A mock server in this process, whatever the environment names.
pub async fn mock_server() -> Outcome<Twilio> {
    let mock_server = MockTwilio::start().await?;
    Ok(Twilio { client: mock_server.client()?, mock_server: Some(mock_server) })
}

/// Returns true if the environment names an account; an empty variable names none.
fn is_live() -> bool {
    std::env::var_os("TWILIO_ACCOUNT_SID").is_some_and(|sid| !sid.is_empty())
}

impl Twilio {
    /// The mock server, for what only it lets an example do.
    pub fn scene(&self) -> Outcome<&MockTwilio> {
        self.mock_server
            .as_ref()
            .ok_or_else(|| "the rest needs the mock server: try it without TWILIO_ACCOUNT_SID".into())
    }

    /// Refuses whoever does not see all subaccounts: lists would be shorter, and say nothing of it.
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

    /// A client like `client`, in the same region, with other credentials.
    pub fn client_with(&self, credentials: twilio_accounts::Credentials) -> Result<Client> {
        let builder = match &self.mock_server {
            Some(mock_server) => mock_server.client_builder(),
            None => Client::builder_from_env()?,
        };
        builder.credentials(credentials).build()
    }
}

/// Asks on the terminal. Everything but a yes is a no, and so is the end of the input.
pub fn confirm(question: &str) -> bool {
    // Results may be on their way into a file; questions are for whoever is there.
    let _ = write!(std::io::stderr(), "{question} [y/N] ");
    let mut answer = String::new();
    let is_read = stdin().read_line(&mut answer).is_ok();
    is_read && ["y", "yes"].contains(&answer.trim().to_lowercase().as_str())
}
