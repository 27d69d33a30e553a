//! Writes the example in the documentation of an operation, from the client to `.await?`.

use super::super::single_line::line;
use super::Context;
use super::call::{Call, Example, Step};
use super::depth::attribute;
use super::expression::Expressions;
use crate::ir::{Endpoint, Operation, Output, ResourceId};
use crate::name::OperationNames;
use quote::quote;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// The maximum width of a line of an example.
const WIDTH: usize = 90;

/// Returns the lines of a code block; empty if no example can be made.
pub(super) fn usage(
    context: Context<'_>,
    operation: (&Operation, &OperationNames),
    resource: ResourceId,
    endpoint: Endpoint,
) -> Vec<String> {
    let Some(root) = context.library else { return Vec::new() };
    let uses = RefCell::default();
    let expressions = Expressions { context, root, uses: Some(&uses) };
    let Some(call) = Call::new(expressions, operation, resource, endpoint) else { return Vec::new() };
    let mut lines = vec!["```no_run".to_owned()];
    // An example is a crate of its own, so it needs the attribute too.
    lines.extend(context.recursion_limit.map(|limit| format!("# {}", line(attribute(Some(limit))))));
    lines.push(format!("# async fn example(client: {root}::Client) -> Result<(), Box<dyn std::error::Error>> {{"));
    let result = &context.names.resources[resource.0].module;
    let result = match operation.0.output {
        Output::Nothing => String::new(),
        Output::Page { .. } => "let page = ".to_owned(),
        Output::Text => "let text = ".to_owned(),
        Output::Bytes => "let bytes = ".to_owned(),
        Output::Value(_) => format!("let {} = ", line(quote! { #result })),
    };
    let mut statements = statements(&call, &result);
    // The names to import, by module: the root of the crate, and the modules of types.
    let mut modules: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in uses.into_inner().into_values() {
        let (module, name) = path.rsplit_once("::").unwrap_or(("", &path));
        let module = if module.is_empty() { root.to_owned() } else { format!("{root}::{module}") };
        modules.entry(module).or_default().push(name.to_owned());
    }
    for (module, names) in modules {
        match names.as_slice() {
            [name] => lines.push(format!("use {module}::{name};")),
            names => lines.push(format!("use {module}::{{{}}};", names.join(", "))),
        }
    }
    lines.append(&mut statements);
    lines.extend(["# Ok(()) }".to_owned(), "```".to_owned()]);
    lines
}

/// Returns the statements of the example, with as few lines as the width allows. Identifiers and handles get variables
/// first. Then arguments and setters get lines of their own.
fn statements(call: &Call<'_>, result: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let (start, steps) = call.handle();
    let Example { method, arguments, setters } = call.example();
    let method = line(method);
    let arguments: Vec<String> = arguments.into_iter().map(line).collect();
    let setters: Vec<String> = setters.into_iter().map(line).collect();
    let request = format!("{method}({})", arguments.join(", "));
    let end = format!("{request}{}.await?;", setters.concat());
    let mut expression = line(start);
    let mut named: Option<String> = None;
    for Step { name, key, is_sid } in steps {
        let mut sid = format!("{}_sid", name.as_str());
        if lines.iter().any(|known| known.starts_with(&format!("let {sid} "))) {
            sid = format!("{sid}_{}", lines.len() + 1);
        }
        let (name, key) = (line(quote! { #name }), line(quote! { #key }));
        let step = match key.strip_prefix('&').filter(|_| is_sid) {
            Some(parsed) => {
                lines.push(format!("let {sid} = {parsed};"));
                format!(".{name}(&{sid})")
            }
            None => format!(".{name}({key})"),
        };
        if let Some(named) = named.take().filter(|_| expression.len() + step.len() + result.len() > WIDTH) {
            lines.push(format!("let {named} = {expression};"));
            expression = named;
        }
        expression.push_str(&step);
        named = Some(name);
    }
    if let Some(named) = named.filter(|_| result.len() + expression.len() + end.len() > WIDTH) {
        lines.push(format!("let {named} = {expression};"));
        expression = named;
    }
    let width = result.len() + expression.len();
    if width + end.len() <= WIDTH || arguments.is_empty() && setters.is_empty() {
        lines.push(format!("{result}{expression}{end}"));
        return lines;
    }
    if width + request.len() <= WIDTH {
        lines.push(format!("{result}{expression}{request}"));
    } else {
        lines.push(format!("{result}{expression}{method}("));
        lines.extend(arguments.iter().map(|argument| format!("    {argument},")));
        lines.push(")".to_owned());
    }
    lines.extend(setters.iter().map(|setter| format!("    {setter}")));
    lines.push("    .await?;".to_owned());
    lines
}
