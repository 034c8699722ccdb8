//! The hashes of the page's style and script, as its content security policy names them.
//!
//! `HOTFIX_LINT_BLESS=1 cargo test --lib hashes` brings them up to date.

/// Of `page.css`.
pub(super) const STYLE: &str = "sha256-UhZwMf6IQpT0S7TRuTy5oA4EKof1BxtcOUYLgCLwJ7o=";
/// Of `page.js`.
pub(super) const SCRIPT: &str = "sha256-taEMCeYXe0lFzvSfoDPCDORPiWSlD+D7DEeNZ6SMzBc=";

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use sha2::Digest as _;
    use std::path::Path;

    #[test]
    fn they_are_of_these_very_texts() {
        let hash = |text: &str| {
            let digest = sha2::Sha256::digest(text.as_bytes());
            format!("sha256-{}", base64::engine::general_purpose::STANDARD.encode(digest))
        };
        let own = [
            (super::STYLE, hash(super::super::STYLE)),
            (super::SCRIPT, hash(super::super::SCRIPT)),
        ];
        if std::env::var_os("HOTFIX_LINT_BLESS").is_some() {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/triage/html/hashes.rs");
            let mut text = std::fs::read_to_string(&path).unwrap();
            for (name, (_, hash)) in ["STYLE", "SCRIPT"].iter().zip(&own) {
                let line = format!("pub(super) const {name}: &str = ");
                let start = text.find(&line).unwrap() + line.len();
                let end = start + text[start..].find(';').unwrap();
                text.replace_range(start..end, &format!("\"{hash}\""));
            }
            std::fs::write(path, text).unwrap();
            return;
        }
        for (constant, hash) in own {
            assert_eq!(constant, hash, "HOTFIX_LINT_BLESS=1 cargo test --lib hashes mends this");
        }
    }
}
