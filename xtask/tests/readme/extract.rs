//! Extracts the commands of a page from shell blocks, transcripts and text, and its links.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};

/// A command as it stands there.
#[derive(Debug, PartialEq, Eq)]
pub struct Command {
    /// Without a prompt before it, and without a comment behind it.
    pub text: String,
    /// The whole output, which a transcript shows below the command.
    pub output: Option<String>,
}

/// Every command, in the order of the text.
pub fn commands(readme: &str) -> Vec<Command> {
    let mut commands = Vec::new();
    let mut block: Option<CowStr<'_>> = None;
    for event in Parser::new_ext(readme, Options::ENABLE_TABLES) {
        match (event, &block) {
            (Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))), _) => block = Some(language),
            (Event::End(TagEnd::CodeBlock), _) => block = None,
            (Event::Text(text), Some(language)) if &**language == "sh" => commands.extend(script(&text)),
            (Event::Text(text), Some(language)) if &**language == "text" => commands.extend(transcript(&text)),
            (Event::Code(text), _) if is_command(&text) => commands.push(Command { text: plain(&text), output: None }),
            _ => {}
        }
    }
    commands
}

/// Returns the destination of every link.
pub fn links(page: &str) -> Vec<String> {
    Parser::new_ext(page, Options::ENABLE_TABLES)
        .filter_map(|event| match event {
            Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url.into_string()),
            _ => None,
        })
        .collect()
}

/// The lines of a block of shell.
fn script(block: &str) -> impl Iterator<Item = Command> {
    let lines = block.lines().map(|line| line.split(" #").next().unwrap_or_default().trim());
    lines.filter(|line| !line.is_empty()).map(|line| Command { text: line.to_owned(), output: None })
}

/// Lines that begin with a prompt, each with what follows; and what is set as code in a drawing.
fn transcript(block: &str) -> Vec<Command> {
    let mut commands: Vec<Command> = Vec::new();
    for line in block.lines() {
        match (line.strip_prefix("$ "), commands.last_mut().and_then(|command| command.output.as_mut())) {
            (Some(text), _) => commands.push(Command { text: text.to_owned(), output: Some(String::new()) }),
            (None, Some(output)) => output.extend([line, "\n"]),
            (None, None) => {}
        }
    }
    if commands.is_empty() {
        let quoted = block.split('`').skip(1).step_by(2).filter(|text| is_command(text));
        commands.extend(quoted.map(|text| Command { text: plain(text), output: None }));
    }
    commands
}

/// Returns true if a code span is a shell command; `xtask/tests/consumer` is a folder.
fn is_command(text: &str) -> bool {
    let program = words_without_settings(text).next().unwrap_or_default();
    ["cargo", "bash", "sh"].contains(&program) || program.ends_with(".sh")
}

/// The words of a command behind `RUNS=3`.
pub fn words_without_settings(command: &str) -> impl Iterator<Item = &str> {
    let is_setting = |word: &&str| word.split_once('=').is_some_and(|(name, _)| name.chars().all(is_of_a_variable));
    command.split_whitespace().skip_while(is_setting)
}

fn is_of_a_variable(character: char) -> bool {
    character.is_ascii_uppercase() || character == '_'
}

/// On one line, wherever the text is wrapped.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn commands_are_found_wherever_they_stand() {
    let readme = "Run `cargo\nrun`, not `xtask/tests` or `Client`; `RUNS=3 a/b.sh` too.\n\n\
        | `cargo a` | does |\n|---|---|\n| `cargo b` | `--c` |\n\n\
        ```sh\ncargo c   # why\n\ncp d e\n```\n\n```text\n$ cargo f\none\n\n$ cargo g\n```\n\n\
        ```text\nfolder/  holds things (`cargo h`)\n```\n\n```rust\n// `cargo i`\n```\n";
    let found: Vec<_> = commands(readme).into_iter().map(|command| (command.text, command.output)).collect();
    let expected = [
        ("cargo run", None),
        ("RUNS=3 a/b.sh", None),
        ("cargo a", None),
        ("cargo b", None),
        ("cargo c", None),
        ("cp d e", None),
        ("cargo f", Some("one\n\n")),
        ("cargo g", Some("")),
        ("cargo h", None),
    ];
    assert_eq!(found, expected.map(|(text, output)| (text.to_owned(), output.map(str::to_owned))));
}
