//! Texts that somebody may have put into a document to break out of it, or that break things by themselves.

/// A text that no name of the generator contains. An identifier with it shows that text became code.
#[allow(dead_code, reason = "each test file uses its part")]
pub const MARKER: &str = "pwn_3D";

/// Each is put into each place of a document alone.
pub fn texts() -> Vec<String> {
    let long = "pwn_3D_".repeat(43);
    let written = [
        "*/ fn pwn_3D() {} /*",
        "\"# fn pwn_3D() {}",
        "\"########## fn pwn_3D() {} ##########",
        "#![allow(pwn_3D)]",
        "]\nfn pwn_3D() {}\n#[doc = \"",
        "}}{{ pwn_3D }}",
        "{% include pwn_3D %} {# pwn_3D #}",
        "\r\nfn pwn_3D() {}\r",
        "\\\" + pwn_3D() + \\\"",
        "${pwn_3D} {pwn_3D} %s \0\u{1b}[31m",
        "\u{202e}pwn_3D\u{2066}\u{2028}\u{feff}",
        "```\npwn_3D();\n```",
        "<div>\n```rust\npwn_3D();\n```\n    pwn_3D();",
        "````text\n```\nX\n````\n\n    pwn_3D();",
        "[pwn_3D]: http://x\n[^1]: foo [^1] [pwn_3D] [x](javascript:pwn_3D) <javascript:pwn_3D>",
        "<script>pwn_3D</script> &lt;b&gt; ![x](//pwn_3D) <!--",
        "| a | b |\n|---|\n> 1. - # `pwn_3D",
        "../../etc/passwd",
        "/../pwn_3D",
        "con",
        "nul.txt",
        "",
        " ",
        "!§$%&/()=?*+~",
        "日本語",
        "🦀",
        "self",
        "_",
        "r#type",
        "9",
        "https://pwn_3D.example.com/{x}",
        "'\"`\\",
    ];
    written.into_iter().map(str::to_owned).chain([long]).collect()
}
