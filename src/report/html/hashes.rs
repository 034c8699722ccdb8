//! The hashes of the pages' styles and scripts, as their content security policies name them.
//!
//! `HOTFIX_LINT_BLESS=1 cargo test --lib hashes` brings them up to date.

/// Of `triage/html/page.css`.
pub(super) const TRIAGE_STYLE: &str = "sha256-6idvbw0TQNpo0AQAzULlROZOe0IEVqF/2zlqL4uT2Uw=";
/// Of `triage/html/page.js`.
pub(super) const TRIAGE_SCRIPT: &str = "sha256-taEMCeYXe0lFzvSfoDPCDORPiWSlD+D7DEeNZ6SMzBc=";
/// Of `report/backtest/page.css`.
pub(super) const BACKTEST_STYLE: &str = "sha256-QTmANeaw552s7anb9treiBoddsa6qtjNtnr9JhomY+k=";

#[cfg(test)]
mod tests {
    use super::super::{BACKTEST_STYLE, Inline, TRIAGE_SCRIPT, TRIAGE_STYLE};
    use base64::Engine as _;
    use sha2::Digest as _;
    use std::path::Path;

    const ALL: [(&str, Inline); 3] = [
        ("TRIAGE_STYLE", TRIAGE_STYLE),
        ("TRIAGE_SCRIPT", TRIAGE_SCRIPT),
        ("BACKTEST_STYLE", BACKTEST_STYLE),
    ];

    #[test]
    fn they_are_of_these_very_texts() {
        let hash = |inline: &Inline| {
            let digest = sha2::Sha256::digest(inline.text.as_bytes());
            format!("sha256-{}", base64::engine::general_purpose::STANDARD.encode(digest))
        };
        if std::env::var_os("HOTFIX_LINT_BLESS").is_some() {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/report/html/hashes.rs");
            let mut text = std::fs::read_to_string(&path).unwrap();
            for (name, inline) in &ALL {
                let line = format!("pub(super) const {name}: &str = ");
                let start = text.find(&line).unwrap() + line.len();
                let end = start + text[start..].find(';').unwrap();
                text.replace_range(start..end, &format!("\"{}\"", hash(inline)));
            }
            std::fs::write(path, text).unwrap();
            return;
        }
        for (name, inline) in &ALL {
            let way = "HOTFIX_LINT_BLESS=1 cargo test --lib hashes mends this";
            assert_eq!(inline.hash, hash(inline), "{name}: {way}");
        }
    }

    #[test]
    fn nothing_ends_the_script_or_the_style() {
        for (name, Inline { text, .. }) in &ALL {
            assert!(!text.to_lowercase().contains("</") && !text.contains("<!--"), "{name}");
            // A browser reads CRLF as LF, and would then find another hash.
            assert!(!text.contains('\r'), "{name}");
        }
    }
}
