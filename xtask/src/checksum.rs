//! A checksum that stays the same from one build to the next.

/// Returns the 64-bit FNV-1a checksum (<http://www.isthe.com/chongo/tech/comp/fnv>) of some bytes, as 16 digits.
pub(crate) fn checksum(bytes: &[u8]) -> String {
    let sum = bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{sum:016x}")
}

#[cfg(test)]
mod tests {
    use super::checksum;

    #[test]
    fn the_sums_are_those_of_the_reference() {
        assert_eq!(checksum(b""), "cbf29ce484222325");
        assert_eq!(checksum(b"foobar"), "85944171f73967e8");
    }
}
