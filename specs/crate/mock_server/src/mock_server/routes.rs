//! Routes methods and paths to handlers.

use super::request::MockRequest;
use super::response::{ErrorResponse, MockResponse};
use super::state::MockState;
use super::traffic::Shared;
use super::{accounts, addresses, billing, calls, credentials, keys, messages, numbers, safelist, tokens};
use axum::Router;
use axum::extract::State;
use axum::http::Uri;
use axum::routing::{MethodFilter, MethodRouter};
use std::sync::Arc;

/// A handler of a request. It has exclusive access to the state while it runs.
type Handler = fn(&mut MockState, &MockRequest) -> MockResponse;

/// Returns a router with every route of both documents.
pub(super) fn router() -> Router<Arc<Shared>> {
    let routes = [
        ("/Accounts.json", resource(&[(MethodFilter::GET, accounts::list), (MethodFilter::POST, accounts::create)])),
        (
            "/Accounts/{account}",
            resource(&[(MethodFilter::GET, accounts::fetch), (MethodFilter::POST, accounts::update)]),
        ),
        ("/Accounts/{account}/Addresses.json", list(addresses::list, addresses::create)),
        ("/Accounts/{account}/Addresses/{sid}", instance(addresses::fetch, addresses::update, addresses::delete)),
        ("/Accounts/{account}/Balance.json", resource(&[(MethodFilter::GET, billing::balance)])),
        ("/Accounts/{account}/Calls.json", list(calls::list, calls::create)),
        ("/Accounts/{account}/Calls/{sid}", instance(calls::fetch, calls::update, calls::delete)),
        ("/Accounts/{account}/IncomingPhoneNumbers.json", list(numbers::list, numbers::create)),
        ("/Accounts/{account}/IncomingPhoneNumbers/{sid}", instance(numbers::fetch, numbers::update, numbers::delete)),
        ("/Accounts/{account}/Keys.json", list(keys::list, keys::create)),
        ("/Accounts/{account}/Keys/{sid}", instance(keys::fetch, keys::update, keys::delete)),
        ("/Accounts/{account}/Messages.json", list(messages::list, messages::create)),
        ("/Accounts/{account}/Messages/{sid}", instance(messages::fetch, messages::update, messages::delete)),
        ("/Accounts/{account}/Usage/Records.json", resource(&[(MethodFilter::GET, billing::usage_records)])),
    ];
    let mut router = Router::new()
        .route("/v1/AuthTokens/Promote", resource(&[(MethodFilter::POST, tokens::promote)]))
        .route(
            "/v1/AuthTokens/Secondary",
            resource(&[(MethodFilter::POST, tokens::create), (MethodFilter::DELETE, tokens::delete)]),
        )
        .route("/v1/Credentials/AWS", list(credentials::list_aws, credentials::create_aws))
        .route(
            "/v1/Credentials/AWS/{sid}",
            instance(credentials::fetch_aws, credentials::update_aws, credentials::delete_aws),
        )
        .route("/v1/Credentials/PublicKeys", list(credentials::list_public_keys, credentials::create_public_key))
        .route(
            "/v1/Credentials/PublicKeys/{sid}",
            instance(credentials::fetch_public_key, credentials::update_public_key, credentials::delete_public_key),
        )
        .route(
            "/v1/SafeList/Numbers",
            resource(&[
                (MethodFilter::GET, safelist::fetch),
                (MethodFilter::POST, safelist::create),
                (MethodFilter::DELETE, safelist::delete),
            ]),
        );
    for (path, methods) in routes {
        router = router.route(&format!("/2010-04-01{path}"), methods);
    }
    router
        .fallback(async |uri: Uri| ErrorResponse::not_found(uri.path()))
        .method_not_allowed_fallback(async || ErrorResponse::method_not_allowed())
}

fn list(list: Handler, create: Handler) -> MethodRouter<Arc<Shared>> {
    resource(&[(MethodFilter::GET, list), (MethodFilter::POST, create)])
}

fn instance(fetch: Handler, update: Handler, delete: Handler) -> MethodRouter<Arc<Shared>> {
    resource(&[(MethodFilter::GET, fetch), (MethodFilter::POST, update), (MethodFilter::DELETE, delete)])
}

fn resource(handlers: &[(MethodFilter, Handler)]) -> MethodRouter<Arc<Shared>> {
    handlers.iter().fold(MethodRouter::new(), |methods, (method, handler)| {
        let (method, handler) = (*method, *handler);
        methods.on(method, async move |State(shared): State<Arc<Shared>>, request: MockRequest| {
            handler(&mut shared.state(), &request)
        })
    })
}
