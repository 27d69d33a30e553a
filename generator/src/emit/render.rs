//! Renders views with templates.
//!
//! The environment has no filters and no functions. A `.rs.j2` template can print a [`Fragment`] only.

use super::Fragment;
use super::view::{CrateView, header};
use super::{FileTree, format};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value, escape_formatter};
use rayon::prelude::*;
use serde::Serialize;

/// The texts under `templates/`, by path.
pub type Templates = FileTree;

/// Renders every file of the crate.
pub fn render(view: &CrateView, templates: &Templates) -> Result<FileTree, String> {
    let environment = environment(templates).map_err(|error| describe(&error))?;
    let copied = |path: &str, text: &str| with_header(path, text, view.origin(path));
    let mut files: FileTree = view.files.iter().map(|(path, text)| (path.clone(), copied(path, text))).collect();
    for (path, text) in templates {
        if let Some(path) = path.strip_prefix("runtime/src/runtime/") {
            files.insert(format!("src/runtime/{path}"), with_header(path, text, "templates/runtime"));
        } else if let Some(target) = path.strip_prefix("crate/") {
            match target.strip_suffix(".j2") {
                Some(target) => {
                    let text = Page::new(path, target, &view.header, view).text(&environment)?;
                    insert(&mut files, target, text)?;
                }
                None => {
                    files.insert(target.to_owned(), text.clone());
                }
            }
        }
    }
    let mut pages = Vec::new();
    for product in &view.products {
        pages.push(Page::new("each/product.rs.j2", &product.path, &product.header, product));
        for version in &product.versions {
            pages.push(Page::new("each/version.rs.j2", &version.path, &version.header, version));
            if let Some(types) = &version.types {
                pages.push(Page::new("each/types.rs.j2", &types.path, &types.header, types));
                for file in &types.files {
                    pages.push(Page::new("each/type_file.rs.j2", &file.path, &file.header, file));
                }
            }
            if let Some(tests) = &version.tests {
                pages.push(Page::as_written("each/wire_tests.rs.j2", &tests.path, &tests.header, tests));
            }
        }
    }
    for resource in &view.resources {
        pages.push(Page::new("each/resource.rs.j2", &resource.path, &resource.header, resource));
    }
    let texts: Vec<Result<String, String>> = pages.par_iter().map(|page| page.text(&environment)).collect();
    for (page, text) in pages.iter().zip(texts) {
        insert(&mut files, page.target, text?)?;
    }
    Ok(files)
}

/// Adds the header to a Rust file that is copied. Other files stay as they are, and so does Rust text that must come
/// first in its file.
fn with_header(path: &str, text: &str, origin: &str) -> String {
    let is_first = text.starts_with('\u{feff}') || (text.starts_with("#!") && !text.starts_with("#!["));
    if !path.ends_with(".rs") || is_first {
        return text.to_owned();
    }
    format!("{}\n\n{text}", header(origin))
}

/// A file that is not rendered yet.
struct Page<'a> {
    template: &'a str,
    target: &'a str,
    header: &'a str,
    /// True if the text needs no layout: tables have long lines.
    is_set: bool,
    view: Box<dyn Fn() -> Value + Sync + 'a>,
}

impl<'a> Page<'a> {
    fn new(template: &'a str, target: &'a str, header: &'a str, view: &'a (impl Serialize + Sync)) -> Self {
        Self { template, target, header, is_set: false, view: Box::new(move || Value::from(Serde(view))) }
    }

    fn as_written(template: &'a str, target: &'a str, header: &'a str, view: &'a (impl Serialize + Sync)) -> Self {
        Self { is_set: true, ..Self::new(template, target, header, view) }
    }

    fn text(&self, environment: &Environment<'_>) -> Result<String, String> {
        let text = environment
            .get_template(self.template)
            .and_then(|template| template.render((self.view)()))
            .map_err(|error| describe(&error))?;
        match self.target.ends_with(".rs") {
            true if self.is_set => Ok(std::format!("{}\n\n{}\n", self.header, text.trim_end())),
            true => format(self.target, &text, self.header),
            false => Ok(text),
        }
    }
}

fn insert(files: &mut FileTree, target: &str, text: String) -> Result<(), String> {
    match files.insert(target.to_owned(), text) {
        None => Ok(()),
        Some(_) => Err(format!("two things would be written to {target}")),
    }
}

fn environment(templates: &Templates) -> Result<Environment<'_>, Error> {
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment
        .set_syntax(SyntaxConfig::builder().keep_trailing_newline(true).trim_blocks(true).lstrip_blocks(true).build()?);
    environment.set_formatter(print);
    for (path, text) in templates.iter().filter(|(path, _)| path.ends_with(".j2")) {
        environment.add_template(path, text)?;
    }
    Ok(environment)
}

fn print(output: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    match value.downcast_object_ref::<Fragment>() {
        Some(fragment) => output.write_str(&fragment.to_string()).map_err(Error::from),
        None if state.name().ends_with(".rs.j2") => {
            let message = format!("{value:?} is not a fragment, and nothing else may be printed into Rust source");
            Err(Error::new(ErrorKind::InvalidOperation, message))
        }
        None => escape_formatter(output, state, value),
    }
}

fn describe(error: &Error) -> String {
    let place = match (error.name(), error.line()) {
        (Some(name), Some(line)) => format!("templates/{name}:{line}: "),
        _ => String::new(),
    };
    format!("{place}{error}")
}
