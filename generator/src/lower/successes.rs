//! The successes of an operation: their statuses, their bodies, and the media types to ask for.

use crate::ir::Output;
use crate::openapi::media_type::{Decoded, declared};
use crate::resolve;
use indexmap::IndexSet;

/// The media type that every operation asks for unless its document says otherwise.
const JSON: &str = "application/json";

/// Returns the 2xx responses, or the `default` response if there are none.
pub(super) fn successes(operation: &resolve::Operation) -> impl Iterator<Item = &resolve::Response> {
    let has_status = operation.responses.iter().any(|response| response.status.starts_with('2'));
    let is_success = move |response: &&resolve::Response| match has_status {
        true => response.status.starts_with('2'),
        false => response.status == "default",
    };
    operation.responses.iter().filter(is_success)
}

/// Returns text if every decoded success is text, or else bytes. Returns `Output::Nothing` if a success is JSON, or if
/// none can be decoded.
pub(super) fn output_as_sent(operation: &resolve::Operation) -> Output {
    let decodings: Vec<Decoded> = with_body(operation).filter_map(resolve::Response::decoding).collect();
    match decodings.as_slice() {
        [] => Output::Nothing,
        several if several.iter().any(|one| matches!(one, Decoded::Json(_))) => Output::Nothing,
        several if several.iter().all(|one| matches!(one, Decoded::Text(_))) => Output::Text,
        _ => Output::Bytes,
    }
}

/// Returns the media types to ask for: those of the decoded successes, or else of all. `None` means `application/json`.
pub(super) fn accept(operation: &resolve::Operation) -> Option<String> {
    let is_json = decoded(operation).next().is_some();
    // A HEAD request asks for the media type that GET would return.
    let with_body = || successes(operation).filter(|response| !is_empty_status(response));
    let of_response = |response: &resolve::Response| match response.decoding() {
        Some(decoding) if !is_json || matches!(decoding, Decoded::Json(_)) => {
            let accept = decoding.accept();
            // Parameters of the media type do not change JSON.
            Some(if accept.split(';').next() == Some(JSON) { JSON } else { accept }.to_owned())
        }
        _ => None,
    };
    let mut accepted: IndexSet<String> = with_body().filter_map(of_response).collect();
    if accepted.is_empty() {
        let bodies = with_body().flat_map(|response| &response.bodies);
        accepted.extend(bodies.filter_map(|body| declared(&body.media_type)));
    }
    let accepted = accepted.into_iter().collect::<Vec<_>>().join(", ");
    (!accepted.is_empty() && accepted != JSON).then_some(accepted)
}

/// Returns the status of a success, of JSON first. Returns 200 if the document has only `2XX` or `default`.
pub(super) fn success_status(operation: &resolve::Operation) -> u16 {
    let decoded = decoded(operation).map(|(response, _)| response);
    let status = decoded.chain(successes(operation)).find_map(|response| response.status.parse().ok());
    status.unwrap_or(200)
}

/// Returns the first JSON body of the successful responses, or all of them.
pub(super) fn decoded_responses(
    operation: &resolve::Operation,
    is_first_only: bool,
) -> impl Iterator<Item = (&resolve::Response, &resolve::Body)> {
    decoded(operation).take(if is_first_only { 1 } else { usize::MAX })
}

/// Returns the JSON bodies of successful responses, with their responses.
pub(super) fn decoded(operation: &resolve::Operation) -> impl Iterator<Item = (&resolve::Response, &resolve::Body)> {
    with_body(operation).filter_map(|response| Some((response, response.json()?)))
}

/// Returns the successes that may have a body.
fn with_body(operation: &resolve::Operation) -> impl Iterator<Item = &resolve::Response> {
    successes(operation).filter(|response| !never_has_body(operation, response))
}

/// Returns true if HTTP allows no body, whatever the document declares.
pub(super) fn never_has_body(operation: &resolve::Operation, response: &resolve::Response) -> bool {
    operation.method == "HEAD" || is_empty_status(response)
}

/// Returns true if responses of this status have no body.
fn is_empty_status(response: &resolve::Response) -> bool {
    ["204", "205"].contains(&response.status.as_str())
}

/// Returns the status of a success that has no body, or may have none, if another success has a body.
///
/// A 202 response says that nothing is done yet, so it may have no body, whatever the document declares.
pub(super) fn empty_status(operation: &resolve::Operation) -> Option<u16> {
    decoded(operation).next()?;
    let is_empty = |response: &&resolve::Response| response.bodies.is_empty() || never_has_body(operation, response);
    let is_accepted = |response: &&resolve::Response| response.status == "202";
    let empty = successes(operation).find(is_empty).or_else(|| successes(operation).find(is_accepted))?;
    Some(empty.status.parse().unwrap_or(204))
}
