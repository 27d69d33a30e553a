//! Writes a [`Diagnostic`] as one line of JSON, for other programs.

use super::Diagnostic;
use serde::Serialize;

/// The fields, in their order. All are always there; what is not known is null.
#[derive(Serialize)]
struct Line<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end: Option<usize>,
    pointer: Option<&'a str>,
    help: Option<&'a str>,
}

impl Diagnostic {
    /// The diagnostic as one JSON object on one line.
    ///
    /// `code`, `severity` (`error` or `warning`) and `message` are text. `file` is the path as the user named it,
    /// `line` and `column` count from 1, in characters; `end` is the column after the last character that is meant,
    /// on the same line; `pointer` is the JSON pointer of the node. These, and `help`, are null where there is none.
    pub fn to_json(&self) -> String {
        let at = self.location.as_ref();
        let line = Line {
            code: self.code.as_str(),
            severity: self.severity.as_str(),
            message: &self.message,
            file: at.map(|at| &*at.file),
            line: at.map(|at| at.line),
            column: at.map(|at| at.column),
            end: at.map(|at| at.column + at.length),
            pointer: at.map(|at| &*at.pointer),
            help: self.help.as_deref(),
        };
        serde_json::to_string(&line).expect("text and numbers can be written as JSON")
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::{Code, Diagnostic, Location};

    #[test]
    fn a_line_of_json_has_every_field() {
        let location = Location {
            file: "a.yaml".to_owned(),
            line: 3,
            column: 7,
            length: 4,
            source_line: "type: text".to_owned(),
            cut: 0,
            pointer: "/a~1b/type".to_owned(),
        };
        let diagnostic = Diagnostic::new(Code::UnknownType, "`text` is \"no\" type").at(location).help("say\n`string`");
        assert_eq!(
            diagnostic.to_json(),
            r#"{"code":"unknown-type","severity":"error","message":"`text` is \"no\" type","file":"a.yaml","line":3,"column":7,"end":11,"pointer":"/a~1b/type","help":"say\n`string`"}"#
        );
    }

    #[test]
    fn what_is_not_known_is_null() {
        let json = Diagnostic::new(Code::BesideRef, "x").to_json();
        assert_eq!(
            json,
            r#"{"code":"beside-ref","severity":"warning","message":"x","file":null,"line":null,"column":null,"end":null,"pointer":null,"help":null}"#
        );
    }
}
