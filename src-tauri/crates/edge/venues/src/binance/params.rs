//! Parameters of a request, in the order in which they are signed.

/// Names and values. REST wants them percent-encoded in this order, the WebSocket API plain and sorted by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Params(Vec<(&'static str, String)>);

impl Params {
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.0.push((name, value.to_string()));
        self
    }

    #[must_use]
    pub fn with_some(self, name: &'static str, value: Option<impl ToString>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// `a=1&b=2`, percent-encoded as RFC 3986 has it.
    pub fn encoded(&self) -> String {
        let pair = |(name, value): &(&str, String)| format!("{name}={}", percent_encoded(value));
        self.0.iter().map(pair).collect::<Vec<_>>().join("&")
    }

    /// `a=1&b=2`, sorted by name, not encoded: what the WebSocket API signs.
    pub fn sorted_plain(&self) -> String {
        let mut pairs: Vec<_> = self.0.iter().map(|(name, value)| format!("{name}={value}")).collect();
        pairs.sort_unstable();
        pairs.join("&")
    }

    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().map(|(name, value)| (*name, value.as_str()))
    }
}

/// All but letters, digits and `-._~` as `%XX`, byte by byte.
pub fn percent_encoded(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_encoded_in_order_and_sorted_for_the_socket() {
        let params =
            Params::new().with("symbol", "BTCUSDT").with_some("price", None::<i64>).with("a", "ü+/=");
        assert_eq!(params.encoded(), "symbol=BTCUSDT&a=%C3%BC%2B%2F%3D");
        assert_eq!(params.sorted_plain(), "a=ü+/=&symbol=BTCUSDT");
    }
}
