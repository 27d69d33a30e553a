//! The crate of a document whose types stand deep in one another tells rustc how deep.

mod support;

use generator::emit::FileTree;
use generator::{File, Input, generate};

/// A document in which `count` objects each have a list of the next one.
fn chain(count: usize) -> String {
    let last = count - 1;
    let models = (0..last).map(|index| {
        let next = index + 1;
        format!("    M{index}: {{type: object, properties: {{next: {{type: array, items: {{$ref: '#/components/schemas/M{next}'}}}}}}}}\n")
    });
    let models: String = models.collect();
    format!(
        "openapi: 3.0.3
info: {{title: Chain, version: '1'}}
servers: [{{url: https://chain.example.com}}]
paths:
  /chain:
    get:
      operationId: fetchChain
      responses: {{'200': {{description: OK, content: {{application/json: {{schema: {{$ref: '#/components/schemas/M0'}}}}}}}}}}
components:
  schemas:
{models}    M{last}: {{type: object, properties: {{end: {{type: string}}}}}}
"
    )
}

fn files(document: String) -> FileTree {
    let specs = vec![File { name: "chain.yaml".to_owned(), text: document }];
    let files = generate(&Input { specs, templates: support::templates(), ..Input::default() }).files;
    files.expect("the document has no errors")
}

fn library(document: String) -> String {
    files(document)["src/lib.rs"].clone()
}

#[test]
fn examples_and_the_readme_say_what_a_crate_needs_that_uses_long_chains() {
    let files = files(chain(60));
    assert!(files["README.md"].contains("starts with `#![recursion_limit = \"1152\"]`."));
    assert!(files["src/chain/unversioned/chain.rs"].contains("/// # #![recursion_limit = \"1152\"]\n"));
}

#[test]
fn long_chains_of_lists_raise_the_recursion_limit() {
    assert!(library(chain(60)).contains("#![recursion_limit = \"1152\"]\n"));
    assert!(library(chain(30)).contains("#![recursion_limit = \"640\"]\n"));
}

#[test]
fn short_chains_and_circles_keep_the_default_recursion_limit() {
    assert!(!library(chain(6)).contains("recursion_limit"));
    let circle = chain(2).replace("end: {type: string}", "first: {$ref: '#/components/schemas/M0'}");
    assert!(!library(circle).contains("recursion_limit"));
}
