//! Whatever comes on the server's input, from its first byte on.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let (texts, code) = hotfix_lint::lsp::loopback::converse(data);
    assert!(code == 0 || code == 1);
    for text in texts {
        serde_json::from_str::<serde_json::Value>(&text).expect("JSON");
    }
});
