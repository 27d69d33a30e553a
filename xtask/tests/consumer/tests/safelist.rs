//! The SafeList: the number is in the form when it is added, in the query when it is checked or removed.

use serde_json::json;

use crate::server::{Exchange, Server};

const NUMBERS: &str = "/v1/SafeList/Numbers";
const NUMBER: &str = "+18001234567";

#[tokio::test]
async fn a_number_is_added_checked_and_removed() {
    let entry = json!({ "sid": "GN05a0eeb1d2f24d44a1f2f6d1c5e1f0aa", "phone_number": NUMBER });
    let server = Server::start([
        Exchange::post(NUMBERS).form(&[("PhoneNumber", NUMBER)]).answer(201, entry.clone()),
        Exchange::get(NUMBERS).raw_query("PhoneNumber=%2B18001234567").answer(200, entry),
        Exchange::delete(NUMBERS).raw_query("PhoneNumber=%2B18001234567"),
    ])
    .await;
    let client = server.client();

    let safelist = client.accounts().v1().safelist();
    let added = safelist.create(NUMBER).await.unwrap();
    let found = safelist.fetch(NUMBER).await.unwrap();
    safelist.delete(NUMBER).await.unwrap();

    assert_eq!(added.phone_number, NUMBER);
    assert_eq!(added.sid, found.sid);
    assert_eq!(found.sid, "GN05a0eeb1d2f24d44a1f2f6d1c5e1f0aa");
}

#[tokio::test]
async fn a_number_that_is_not_on_the_list_is_not_found() {
    let body = json!({ "code": 20404, "message": "The requested resource was not found", "status": 404 });
    let exchange = Exchange::get(NUMBERS).query(&[("PhoneNumber", NUMBER)]).answer(404, body);
    let server = Server::start([exchange]).await;
    let client = server.client();

    let error = client.accounts().v1().safelist().fetch(NUMBER).await.unwrap_err();

    assert!(error.is_not_found());
    assert!(!format!("{error} {error:?}").contains("18001234567"), "{error:?}");
}
