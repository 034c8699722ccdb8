//! The records of service desks, and keys that count anew each year: `INC0012345`, `SEC-2026-014`.

use super::words::{ADVISORIES, NO_KEYS, NO_YEARS, RECORDS, VERSIONED};

/// Whether a word is one of them.
pub(crate) fn is_record(word: &str) -> bool {
    is_number(word) || is_yearly_key(word)
}

/// `INC0012345`, `CHG-0012345`: a record of a service desk, which counts with zeros in front.
fn is_number(word: &str) -> bool {
    // What any of them begins with.
    if !word.starts_with(|c: char| c.is_ascii_uppercase()) || word.len() < 8 {
        return false;
    }
    let digits = word.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let kind = &word[..word.len() - digits.len()];
    let number = digits.strip_prefix('-').unwrap_or(digits);
    (5..=15).contains(&number.len())
        && number.bytes().all(|b| b.is_ascii_digit())
        && number.bytes().any(|b| b != b'0')
        && RECORDS.contains(kind)
}

/// `SEC-2026-014`: a key that counts anew each year. Two digits behind a year are a month as well.
fn is_yearly_key(word: &str) -> bool {
    if !word.starts_with(|c: char| c.is_ascii_uppercase()) {
        return false;
    }
    let mut parts = word.splitn(3, '-');
    let (Some(key), Some(year), Some(number)) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    (2..=10).contains(&key.len())
        && key.bytes().all(|b| b.is_ascii_uppercase())
        && year.len() == 4
        && year.starts_with("20")
        && digits(year)
        && (3..=6).contains(&number.len())
        && digits(number)
        && !number.bytes().all(|b| b == b'0')
        && !NO_KEYS.contains(key)
        && !VERSIONED.contains(key)
        && !NO_YEARS.contains(key)
        && !ADVISORIES.contains(&key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_and_what_looks_like_them() {
        for word in [
            "INC0012345",
            "CHG-0012345",
            "PRB0001234",
            "RITM0010001",
            "CS0012345",
            "CRQ000000123456",
        ] {
            assert!(is_number(word), "{word}");
        }
        for word in [
            "INC",
            "INC1234",
            "CS0103",
            "TS2345",
            "LNK2019",
            "KB5031234",
            "INC0000000",
            "INCR0012345",
            "GTX1080TI",
            "RTX40900",
            "A0012345",
            "XYZ0012345",
            "Inc0012345",
            "MAX000001",
            "SHA2562048",
            "REQ-12a45",
        ] {
            assert!(!is_number(word), "{word}");
        }
        for word in ["SEC-2026-014", "INC-2026-0042", "OPS-2025-1204"] {
            assert!(is_yearly_key(word), "{word}");
        }
        for word in [
            "CVE-2026-1234",
            "ISO-2026-014",
            "USN-2026-001",
            "SEC-2026-11",
            "SEC-2026-11-19",
            "SEC-1026-014",
            "SEC-2026-000",
            "S-2026-014",
            "INV-2026-014",
            "SPRINT-2026-014",
            "Sec-2026-014",
            "2026-11-019",
            "RUSTSEC-2024-0001",
            "SEC-2026-01a",
            "FY-2026-001",
        ] {
            assert!(!is_yearly_key(word), "{word}");
        }
    }
}
