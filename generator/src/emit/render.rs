//! Views and templates in, text out.
//!
//! The environment starts empty: no filters, no functions. In a `.rs.j2` only a [`Fragment`] can be printed.

use super::Fragment;
use super::view::CrateView;
use super::{FileTree, format};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value, escape_formatter};
use serde::Serialize;

/// The texts under `templates/`, by path.
pub type Templates = FileTree;

/// Renders every file of the crate.
pub fn render(view: &CrateView, templates: &Templates) -> Result<FileTree, String> {
    let environment = environment(templates).map_err(|error| describe(&error))?;
    let mut files = FileTree::new();
    for (path, text) in templates {
        if let Some(path) = path.strip_prefix("runtime/src/runtime/") {
            files.insert(format!("src/runtime/{path}"), text.clone());
        } else if let Some(target) = path.strip_prefix("crate/") {
            match target.strip_suffix(".j2") {
                Some(target) => insert(&mut files, &environment, target, path, view, &view.header)?,
                None => {
                    files.insert(target.to_owned(), text.clone());
                }
            }
        }
    }
    for product in &view.products {
        insert(&mut files, &environment, &product.path, "each/product.rs.j2", product, &product.header)?;
        for version in &product.versions {
            insert(&mut files, &environment, &version.path, "each/version.rs.j2", version, &version.header)?;
            if let Some(examples) = &version.examples {
                let template = "each/response_examples.rs.j2";
                insert(&mut files, &environment, &examples.path, template, examples, &examples.header)?;
            }
        }
    }
    for resource in &view.resources {
        insert(&mut files, &environment, &resource.path, "each/resource.rs.j2", resource, &resource.header)?;
    }
    Ok(files)
}

fn insert(
    files: &mut FileTree,
    environment: &Environment<'_>,
    target: &str,
    template: &str,
    view: &impl Serialize,
    header: &str,
) -> Result<(), String> {
    let text = environment
        .get_template(template)
        .and_then(|template| template.render(Serde(view)))
        .map_err(|error| describe(&error))?;
    let text = match target.ends_with(".rs") {
        true => format(target, &text, header)?,
        false => text,
    };
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
