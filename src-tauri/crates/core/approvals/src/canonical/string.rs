//! Strings: escaped as RFC 8785 has it, and back.

use std::borrow::Cow;

/// Appends the quoted, escaped form of `text`.
pub(super) fn write(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    for byte in text.bytes() {
        match short_escape(byte) {
            Some(letter) => out.extend([b'\\', letter]),
            None if byte < 0x20 => out.extend(long_escape(byte)),
            None => out.push(byte),
        }
    }
    out.push(b'"');
}

/// The letter after the backslash, for bytes that have a two-character escape.
const fn short_escape(byte: u8) -> Option<u8> {
    match byte {
        b'"' => Some(b'"'),
        b'\\' => Some(b'\\'),
        0x08 => Some(b'b'),
        b'\t' => Some(b't'),
        b'\n' => Some(b'n'),
        0x0c => Some(b'f'),
        b'\r' => Some(b'r'),
        _ => None,
    }
}

const fn long_escape(byte: u8) -> [u8; 6] {
    let digit = byte & 0x0f;
    let low = if digit < 10 { b'0' + digit } else { b'a' + digit - 10 };
    [b'\\', b'u', b'0', b'0', b'0' + (byte >> 4), low]
}

/// Length of the escape at the start of `bytes` (which begins with a backslash) and the byte it stands for;
/// `None` where RFC 8785 would have written that byte otherwise.
pub(super) fn escape(bytes: &[u8]) -> Option<(usize, u8)> {
    let byte = match *bytes.get(1)? {
        letter @ (b'"' | b'\\') => letter,
        b'b' => 0x08,
        b't' => b'\t',
        b'n' => b'\n',
        b'f' => 0x0c,
        b'r' => b'\r',
        b'u' => {
            let code = bytes.get(..6)?;
            return (0..0x20)
                .find(|b| short_escape(*b).is_none() && long_escape(*b) == *code)
                .map(|byte| (6, byte));
        }
        _ => return None,
    };
    Some((2, byte))
}

/// The text between the quotes of a string already found canonical.
pub(super) fn unescape(inner: &str) -> Cow<'_, str> {
    if !inner.contains('\\') {
        return Cow::Borrowed(inner);
    }
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        let (length, byte) = escape(&rest.as_bytes()[at..]).unwrap_or((1, b'\\'));
        text.push(char::from(byte));
        rest = &rest[at + length..];
    }
    text.push_str(rest);
    Cow::Owned(text)
}
