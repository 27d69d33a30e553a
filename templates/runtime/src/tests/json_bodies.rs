//! JSON bodies and objects inside parameters, as a server receives them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::runtime::{
    Decimal, Decode, Encode, Handle, Joined, Json, JsonText, JsonWriter, MemberStyle, Method, Request, SecretString,
    Sensitive, Shape,
};

use super::server::{Received, Reply, TestServer};

/// A part of a gadget, as the generator would emit it.
struct Part {
    name: String,
    weight: Option<Decimal>,
    key: Option<SecretString>,
    parts: Option<Vec<Part>>,
}

impl Part {
    fn new(name: &str) -> Self {
        Self { name: name.to_owned(), weight: None, key: None, parts: None }
    }
}

impl Encode for Part {
    fn encode_json(&self, json: &mut JsonWriter) {
        json.start_object();
        json.member("name", &self.name);
        json.text_member("weight", &self.weight);
        json.member("key", &self.key);
        json.member("parts", &self.parts);
        json.end_object();
    }
}

/// Returns the request that the server receives for a POST.
async fn received(set_up: impl FnOnce(&mut Request)) -> Received {
    let server = TestServer::start([Reply::Body(204, String::new())]).await;
    let mut request = Handle::new(&server.client()).request(Method::POST, "https://accounts.twilio.com", "/v1/Gadgets");
    set_up(&mut request);
    request.send::<()>().await.unwrap();
    server.only()
}

fn body(received: &Received) -> Value {
    serde_json::from_str(&received.body).unwrap()
}

#[tokio::test]
async fn members_make_an_object_of_the_declared_media_type() {
    let mut part = Part::new("ü\"\\\n");
    part.weight = Some("1.50".parse().unwrap());
    part.key = Some("k".into());
    part.parts = Some(vec![Part::new("inner"), Part::new("")]);
    let received = received(|request| {
        request.json_object("application/scim+json");
        request.accept("application/scim+json");
        request.json_member("active", &true);
        request.json_member("price", &"0.10".parse::<Decimal>().unwrap());
        request.json_member("active", &false);
        request.json_member("part", &part);
        request.json_member("none", &None::<String>);
    })
    .await;
    assert_eq!(received.header("content-type"), "application/scim+json");
    assert_eq!(received.header("accept"), "application/scim+json");
    let inner = json!([{"name": "inner"}, {"name": ""}]);
    assert_eq!(
        body(&received),
        json!({
            "active": false, "price": 0.10, "none": null,
            "part": {"name": "ü\"\\\n", "weight": "1.50", "key": "k", "parts": inner},
        })
    );
    assert!(received.body.contains(r#""price":0.10"#), "digits stay as they are: {}", received.body);
}

#[tokio::test]
async fn an_object_without_members_and_a_whole_value_are_sent() {
    assert_eq!(received(|request| request.json_object("application/json")).await.body, "{}");
    let whole = received(|request| request.json("application/json", &vec![Some(1_i64), None])).await;
    assert_eq!((whole.body.as_str(), whole.header("content-type")), ("[1,null]", "application/json"));
}

#[tokio::test]
async fn a_member_counts_for_a_required_group() {
    let server = TestServer::start([]).await;
    let mut request = Handle::new(&server.client()).request(Method::POST, "https://accounts.twilio.com", "/v1/Gadgets");
    request.require_one_of(&["a", "b"]);
    request.json_object("application/json");
    let refused = request.clone().send::<()>().await.unwrap_err();
    assert_eq!(refused.message(), "one of a, b must be set");
    request.json_member("b", &1_i64);
    assert_eq!(request.send::<()>().await.unwrap_err().status().unwrap().as_u16(), 599);
}

#[tokio::test]
async fn lists_and_objects_in_parameters_are_written_as_declared() {
    let filter = BTreeMap::from([("color".to_owned(), "red".to_owned()), ("size".to_owned(), "a b".to_owned())]);
    let add_ons = json!({"carrier": {"type": "mobile", "n": 1}, "tags": ["x", "y"], "none": null, "list": [{"id": 1, "in": [[2], 3]}, 4]});
    let received = received(|request| {
        request.query("Ids", &Joined::with(",", ["a", "b,c"]));
        request.query("Words", &Joined::with(" ", ["d", "e f"]));
        request.query("Either", &Joined::with("|", ["g", "h"]));
        request.query_members("filter", MemberStyle::Brackets, &BTreeMap::from([("gone".to_owned(), 1_i64)]));
        request.query_members("filter", MemberStyle::Brackets, &filter);
        request.header("X-At", &Joined::members(",", &json!({"x": 1, "y": "a"})));
        request.query_members("look", MemberStyle::Plain, &json!({"hue": "red", "at": {"x": 1}, "on": [{"y": 2}]}));
        request.form("Part", &JsonText::of(&Part::new("p")));
        request.form_all("Parts", [Part::new("q"), Part::new("r")].iter().map(JsonText::of));
        request.form_members("AddOns", MemberStyle::Dots, &add_ons);
    })
    .await;
    assert_eq!(
        received.query,
        "Ids=a,b%2Cc&Words=d%20e+f&Either=g%7Ch&filter%5Bcolor%5D=red&filter%5Bsize%5D=a+b&at%5Bx%5D=1&hue=red&on%5B0%5D%5By%5D=2"
    );
    assert_eq!(received.header("x-at"), "x,1,y,a");
    let form: Vec<(String, String)> = form_urlencoded::parse(received.body.as_bytes()).into_owned().collect();
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(
        form,
        [
            ("Part", r#"{"name":"p"}"#),
            ("Parts", r#"{"name":"q"}"#),
            ("Parts", r#"{"name":"r"}"#),
            ("AddOns.carrier.n", "1"),
            ("AddOns.carrier.type", "mobile"),
            ("AddOns.list.0.id", "1"),
            ("AddOns.list.0.in.0", "2"),
            ("AddOns.list.0.in.1", "3"),
            ("AddOns.list.1", "4"),
            ("AddOns.tags", "x"),
            ("AddOns.tags", "y"),
        ]
    );
}

#[tokio::test]
async fn a_union_in_a_joined_parameter_is_written_as_what_it_holds() {
    let received = received(|request| {
        request.query("One", &Joined::members(",", &json!(1)));
        request.query("Text", &Joined::members(",", &json!("a,b")));
        request.query("List", &Joined::members(",", &json!([1, "x"])));
        request.query("Object", &Joined::members(",", &json!({"from": 1, "to": 2})));
        request.header("X-List", &Joined::members(",", &json!([1, 2])));
    })
    .await;
    assert_eq!(received.query, "One=1&Text=a%2Cb&List=1,x&Object=from,1,to,2");
    assert_eq!(received.header("x-list"), "1,2");
}

#[tokio::test]
async fn a_secret_in_an_object_taken_apart_is_kept_out_of_errors() {
    let server = TestServer::start([Reply::Body(400, r#"{"message": "hunter2 is not plain"}"#.to_owned())]).await;
    let mut request = Handle::new(&server.client()).request(Method::POST, "https://accounts.twilio.com", "/v1/Gadgets");
    let mut part = Part::new("plain");
    part.key = Some("hunter2".into());
    request.query_members("f", MemberStyle::Brackets, &part);
    request.form_members("f", MemberStyle::Dots, &part);
    let error = request.send::<()>().await.unwrap_err();
    assert_eq!(error.message(), "[redacted] is not plain");
}

#[tokio::test]
async fn a_secret_inside_json_is_kept_out_of_errors() {
    let server = TestServer::start([Reply::Body(400, r#"{"message": "hunter2 is weak"}"#.to_owned())]).await;
    let mut request = Handle::new(&server.client()).request(Method::POST, "https://accounts.twilio.com", "/v1/Gadgets");
    request.json_object("application/json");
    let mut part = Part::new("p");
    part.key = Some("hunter2".into());
    request.json_member("parts", &vec![part]);
    assert!(!format!("{request:?}").contains("hunter2"));
    let error = request.send::<()>().await.unwrap_err();
    assert_eq!(error.message(), "[redacted] is weak");
}

#[tokio::test]
async fn a_sensitive_object_is_printed_nowhere() {
    let whole = Sensitive::from(json!({"pin": 471147, "words": ["hunter2", true, null]}));
    assert_eq!(format!("{whole:?}{whole:#?}"), "Sensitive([redacted])".repeat(2));
    assert_eq!((whole["pin"].as_i64(), whole.clone().into_inner()["words"][1].as_bool()), (Some(471147), Some(true)));
    let answer = r#"{"message": "hunter2 and 471147 are weak"}"#;
    let server = TestServer::start([Reply::Body(400, answer.to_owned())]).await;
    let mut request = Handle::new(&server.client()).request(Method::POST, "https://accounts.twilio.com", "/v1/Gadgets");
    request.json_object("application/json");
    request.json_member("whole", &whole);
    let error = request.send::<()>().await.unwrap_err();
    assert_eq!(error.message(), "[redacted] and [redacted] are weak");
    let text = whole.into_inner().to_string();
    assert_eq!(server.only().body, format!(r#"{{"whole":{text}}}"#));
    assert_eq!(Sensitive::<Value>::decode_body(text.as_bytes()).unwrap().to_string(), text);
}

#[tokio::test]
async fn what_is_wrong_in_a_sensitive_object_is_not_repeated() {
    let server = TestServer::start([Reply::Body(200, r#"[{"cvc": "471147"}]"#.to_owned())]).await;
    let request = Handle::new(&server.client()).request(Method::GET, "https://accounts.twilio.com", "/v1/Gadgets");
    let error = request.send::<Vec<Sensitive<BTreeMap<String, bool>>>>().await.unwrap_err();
    assert!(error.to_string().contains("[0].cvc: expected a boolean, found [redacted]"), "{error}");
    assert_eq!(error.body().unwrap(), b"[redacted]");
    assert!(!format!("{error:?}{error:#?}").contains("471147"));
}

/// The result of an operation with a different body for each status, as the generator would emit it.
#[derive(Debug, PartialEq)]
enum Report {
    Done(String),
    Accepted(i64),
}

impl Decode for Report {
    fn decode(json: Json<'_>) -> Result<Self, crate::runtime::DecodeError> {
        Decode::decode(json).map(Self::Done)
    }

    fn decode_response(status: u16, body: &[u8]) -> Result<Self, crate::runtime::DecodeError> {
        match status {
            202 => Decode::decode_body(body).map(Self::Accepted),
            _ => Self::decode_body(body),
        }
    }
}

#[tokio::test]
async fn the_status_says_what_the_body_is() {
    let answers = [(200, "7"), (202, "7"), (202, ""), (202, "null")];
    let server = TestServer::start(answers.map(|(status, body)| Reply::Body(status, body.to_owned()))).await;
    for expected in [Some(Report::Done("7".to_owned())), Some(Report::Accepted(7)), None, None] {
        let request = Handle::new(&server.client()).request(Method::PUT, "https://accounts.twilio.com", "/v1/Gadgets");
        assert_eq!(request.send::<Option<Report>>().await.unwrap().into_value(), expected);
    }
}

/// The index of the shape that this JSON has.
struct Which(Option<usize>);

impl Decode for Which {
    fn decode(json: Json<'_>) -> Result<Self, crate::runtime::DecodeError> {
        let circle = Shape::Object { required: &["radius"], known: &["radius", "name"], members: &[] };
        let square = Shape::Object {
            required: &[],
            known: &["side", "name"],
            members: &[("kind", Shape::Words(&["square", "box"]))],
        };
        let shapes = [Shape::Text, Shape::Number, Shape::List(&Shape::Any), circle, square, Shape::Boolean];
        Ok(Self(Shape::ranked(&shapes, json).first().copied()))
    }
}

#[test]
fn the_best_matching_variant_is_chosen() {
    for (text, expected) in [
        (r#""x""#, Some(0)),
        ("1", Some(1)),
        ("[]", Some(2)),
        ("true", Some(5)),
        ("null", None),
        (r#"{"radius": 1, "name": "n"}"#, Some(3)),
        (r#"{"side": 1, "name": "n"}"#, Some(4)),
        (r#"{"name": "n", "kind": "box"}"#, Some(4)),
        (r#"{"name": "n", "kind": "circle"}"#, None),
        (r#"{"radius": 1, "side": 1}"#, Some(3)),
    ] {
        assert_eq!(Which::decode_body(text.as_bytes()).unwrap().0, expected, "{text}");
    }
}

/// The index of the list, map, text or union that this JSON is.
struct WhichInside(Option<usize>);

impl Decode for WhichInside {
    fn decode(json: Json<'_>) -> Result<Self, crate::runtime::DecodeError> {
        const ONE: Shape =
            Shape::Object { required: &[], known: &["a"], members: &[("a", Shape::Map(&Shape::Number))] };
        const OTHER: Shape =
            Shape::Object { required: &[], known: &["a"], members: &[("a", Shape::List(&Shape::Any))] };
        let shapes = [
            Shape::List(&Shape::Number),
            Shape::List(&Shape::Text),
            Shape::List(&Shape::Boolean),
            Shape::Map(&Shape::Number),
            Shape::Map(&Shape::Text),
            Shape::Day,
            Shape::Moment,
            Shape::Sid(&["CA"]),
            ONE,
            Shape::Union(&[OTHER, Shape::Number]),
        ];
        Ok(Self(Shape::ranked(&shapes, json).first().copied()))
    }
}

#[test]
fn what_is_inside_decides_too() {
    for (text, expected) in [
        ("[1, 2]", 0),
        (r#"["12", null, "007"]"#, 1),
        ("[true]", 2),
        (r#"[1, "a"]"#, 0),
        (r#"{"b": 7}"#, 3),
        (r#"{"b": "007"}"#, 4),
        (r#""2026-01-31""#, 5),
        (r#""2026-01-31T08:30:00Z""#, 6),
        (r#""CAaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa""#, 7),
        (r#"{"a": {"b": 1}}"#, 8),
        (r#"{"a": ["b"]}"#, 9),
        ("1", 9),
    ] {
        assert_eq!(WhichInside::decode_body(text.as_bytes()).unwrap().0, Some(expected), "{text}");
    }
}

/// The index of the enum, or of text, that this JSON is.
struct WhichWords(Option<usize>);

impl Decode for WhichWords {
    fn decode(json: Json<'_>) -> Result<Self, crate::runtime::DecodeError> {
        let shapes = [Shape::Words(&["a", "b"]), Shape::Words(&["c"]), Shape::Numbers(&["1"]), Shape::Numbers(&["3"])];
        Ok(Self(Shape::ranked(&shapes, json).first().copied()))
    }
}

#[test]
fn a_word_is_of_the_enumeration_that_knows_it_and_else_of_the_first() {
    for (text, expected) in [(r#""b""#, 0), (r#""c""#, 1), (r#""new""#, 0), ("1", 2), ("3", 3), ("9", 2)] {
        assert_eq!(WhichWords::decode_body(text.as_bytes()).unwrap().0, Some(expected), "{text}");
    }
}

/// A value with a discriminator property, as the generator would emit it.
struct Discriminated(Value);

impl Encode for Discriminated {
    fn encode_json(&self, json: &mut JsonWriter) {
        json.discriminated(&self.0, "the \"kind\"", &["cat", "tom"]);
    }
}

#[test]
fn a_discriminator_is_written_where_it_is_missing_or_wrong() {
    let written = |value: Value| -> Value {
        let (text, ..) = JsonWriter::write(&vec![Discriminated(value), Discriminated(json!({}))]);
        serde_json::from_str::<Vec<Value>>(&text).unwrap().swap_remove(0)
    };
    let cat = json!({"a}": "}", "the \"kind\"": "cat"});
    assert_eq!(written(json!({})), json!({"the \"kind\"": "cat"}));
    assert_eq!(written(json!({"a}": "}"})), cat);
    for wrong in [json!("a\"\\"), json!(""), json!(null)] {
        assert_eq!(written(json!({"a}": "}", "the \"kind\"": wrong})), cat);
    }
    for right in [json!({"the \"kind\"": "tom", "z": 1}), json!({"the \"kind\"": 7}), json!(["no object"]), json!("{}")]
    {
        assert_eq!(written(right.clone()), right);
    }
}
