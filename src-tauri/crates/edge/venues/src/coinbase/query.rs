//! Queries of addresses.

/// `path?name=value&...` with values percent-encoded; names may repeat.
pub fn target(path: &str, pairs: &[(&str, &str)]) -> String {
    let mut target = path.to_owned();
    for (i, (name, value)) in pairs.iter().enumerate() {
        target.push(if i == 0 { '?' } else { '&' });
        target.push_str(name);
        target.push('=');
        encode_into(&mut target, value);
    }
    target
}

/// A part of a path.
pub fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    encode_into(&mut encoded, text);
    encoded
}

fn encode_into(out: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_plain_letter_is_encoded() {
        let pairs = [("cursor", "a=b&c d"), ("limit", "1")];
        assert_eq!(target("/orders", &pairs), "/orders?cursor=a%3Db%26c%20d&limit=1");
        assert_eq!(target("/time", &[]), "/time");
        assert_eq!(encode("../x?y"), "..%2Fx%3Fy");
    }
}
