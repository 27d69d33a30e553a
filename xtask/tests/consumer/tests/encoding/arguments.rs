//! Values that test the encoding, and an independent decoder for them.

/// A path argument that nothing is special about.
pub const PLAIN: &str = "XX1";
/// A path argument of everything that could end its segment, or mean something within it.
pub const RESERVED: &str = "../A B/ü?c=1&d#e%2F+f\\";
/// An array of text parameters.
pub const TEXTS: [&str; 2] = ["https://example.org/?a=1&b=ü#c", "second, third"];

/// A text parameter that names its setter, with everything that means something in a query or a form.
pub fn text(setter: &str) -> String {
    format!("{setter} é&+50%=#;日\n")
}

/// The text behind percent-encoding and `+`. No route or argument on a path holds a literal `+`.
pub fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'%' => {
                let digits = [rest.next().expect("two digits follow"), rest.next().expect("two digits follow")];
                let digits = std::str::from_utf8(&digits).expect("digits are ASCII");
                bytes.push(u8::from_str_radix(digits, 16).expect("the digits are hexadecimal"));
            }
            b'+' => bytes.push(b' '),
            _ => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).expect("all text is UTF-8")
}

/// The segments of a route with the argument in place of each `{…}`.
pub fn filled(route: &str, argument: &str) -> Vec<String> {
    let with_argument = |segment: &str| match (segment.find('{'), segment.find('}')) {
        (Some(start), Some(end)) => format!("{}{argument}{}", &segment[..start], &segment[end + 1..]),
        _ => segment.to_owned(),
    };
    route.split('/').map(with_argument).collect()
}
