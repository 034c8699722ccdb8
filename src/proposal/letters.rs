//! How far letters go, eight bytes at a time: most of every document is words in lower case.

/// How many ASCII letters in lower case `bytes` begins with.
#[inline]
pub(in crate::proposal) fn in_lower_case(bytes: &[u8]) -> usize {
    let mut len = 0;
    while let Some(eight) = bytes[len..].first_chunk() {
        let others = others(u64::from_le_bytes(*eight));
        if others != 0 {
            return len + others.trailing_zeros() as usize / 8;
        }
        len += 8;
    }
    len + bytes[len..].iter().take_while(|b| b.is_ascii_lowercase()).count()
}

/// The highest bit of each of eight bytes that is no letter in lower case.
const fn others(bytes: u64) -> u64 {
    const EACH: u64 = u64::from_le_bytes([1; 8]);
    // Without their highest bits, no sum of two bytes carries into the next.
    let low = bytes & (EACH * 0x7f);
    let from_a = low + EACH * (0x80 - b'a' as u64);
    let behind_z = low + EACH * (0x7f - b'z' as u64);
    (!from_a | behind_z | bytes) & (EACH * 0x80)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_end_where_the_first_other_byte_stands() {
        for len in 0..20 {
            for other in 0..=u8::MAX {
                let mut bytes = [b'a', b'z'].repeat(10);
                bytes[len] = other;
                let expected = if other.is_ascii_lowercase() { bytes.len() } else { len };
                assert_eq!(in_lower_case(&bytes), expected, "{other} behind {len} letters");
            }
        }
    }
}
