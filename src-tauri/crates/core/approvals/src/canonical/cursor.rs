//! One pass over canonical bytes: checks each, copies none.

use super::{CanonicalError, Fault, MAX_DEPTH, MAX_INTEGER, Raw, is_key, string};

/// A position in text that is checked as it is passed.
pub(crate) struct Cursor<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, at: 0, depth: 0 }
    }

    /// As [`Self::new`], from bytes that must be UTF-8.
    pub(crate) fn from_bytes(bytes: &'a [u8]) -> Result<Self, CanonicalError> {
        let not_utf8 =
            |e: std::str::Utf8Error| CanonicalError { offset: e.valid_up_to(), fault: Fault::NotUtf8 };
        std::str::from_utf8(bytes).map(Self::new).map_err(not_utf8)
    }

    fn fail<T>(&self, fault: Fault) -> Result<T, CanonicalError> {
        Err(CanonicalError { offset: self.at, fault })
    }

    pub(crate) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &'a [u8] {
        &self.text.as_bytes()[self.at..]
    }

    pub(crate) const fn position(&self) -> usize {
        self.at
    }

    /// What was passed since `start`, where a whole value began.
    pub(crate) fn since(&self, start: usize) -> Raw<'a> {
        Raw::checked(&self.text[start..self.at])
    }

    fn passes(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    /// Passes exactly this text.
    pub(crate) fn literal(&mut self, text: &'static str) -> Result<(), CanonicalError> {
        if !self.rest().starts_with(text.as_bytes()) {
            return self.fail(Fault::Expected(text));
        }
        self.at += text.len();
        Ok(())
    }

    /// Nothing may follow.
    pub(crate) fn end(&self) -> Result<(), CanonicalError> {
        if self.rest().is_empty() { Ok(()) } else { self.fail(Fault::Trailing) }
    }

    /// Passes any value.
    pub(crate) fn value(&mut self) -> Result<Raw<'a>, CanonicalError> {
        let start = self.at;
        match self.peek() {
            Some(b'"') => return self.string(),
            Some(b'-' | b'0'..=b'9') => return self.integer(),
            Some(b'{') => return self.object(|_, _| Ok(())),
            Some(b'[') => return self.array(|_| Ok(())),
            Some(b't') => self.literal("true")?,
            Some(b'f') => self.literal("false")?,
            Some(b'n') => self.literal("null")?,
            _ => return self.fail(Fault::Expected("a value")),
        }
        Ok(self.since(start))
    }

    pub(crate) fn string(&mut self) -> Result<Raw<'a>, CanonicalError> {
        let start = self.at;
        self.literal("\"")?;
        loop {
            let plain = self.rest().iter().position(|b| matches!(b, b'"' | b'\\' | 0..=0x1f));
            self.at += plain.unwrap_or(self.rest().len());
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(self.since(start));
                }
                Some(b'\\') => match string::escape(self.rest()) {
                    Some((length, _)) => self.at += length,
                    None => return self.fail(Fault::Escape),
                },
                Some(_) => return self.fail(Fault::Control),
                None => return self.fail(Fault::Expected("the end of a string")),
            }
        }
    }

    pub(crate) fn integer(&mut self) -> Result<Raw<'a>, CanonicalError> {
        let start = self.at;
        let negative = self.passes(b'-');
        let digits = self.rest().iter().take_while(|b| b.is_ascii_digit()).count();
        let (first, number) = (self.peek(), &self.text[self.at..self.at + digits]);
        match (first, digits) {
            (_, 0) => return self.fail(Fault::Expected("a digit")),
            (Some(b'0'), 1) if negative => return self.fail(Fault::MinusZero),
            (Some(b'0'), 2..) => return self.fail(Fault::LeadingZero),
            _ => {}
        }
        if !number.parse::<i64>().is_ok_and(|n| n <= MAX_INTEGER) {
            return self.fail(Fault::IntegerRange);
        }
        self.at += digits;
        match self.peek() {
            Some(b'.' | b'e' | b'E') => self.fail(Fault::Fraction),
            _ => Ok(self.since(start)),
        }
    }

    /// Passes an array; `each` sees its elements in order.
    pub(crate) fn array(
        &mut self,
        mut each: impl FnMut(Raw<'a>) -> Result<(), CanonicalError>,
    ) -> Result<Raw<'a>, CanonicalError> {
        let start = self.at;
        self.literal("[")?;
        self.descend()?;
        if !self.passes(b']') {
            loop {
                each(self.value()?)?;
                if self.passes(b']') {
                    break;
                }
                self.literal(",")?;
            }
        }
        self.depth -= 1;
        Ok(self.since(start))
    }

    /// Passes an object; `each` sees its fields in order.
    pub(crate) fn object(
        &mut self,
        mut each: impl FnMut(&'a str, Raw<'a>) -> Result<(), CanonicalError>,
    ) -> Result<Raw<'a>, CanonicalError> {
        let start = self.at;
        self.literal("{")?;
        self.descend()?;
        let mut former = "";
        if !self.passes(b'}') {
            loop {
                former = self.key(former)?;
                each(former, self.value()?)?;
                if self.passes(b'}') {
                    break;
                }
                self.literal(",")?;
            }
        }
        self.depth -= 1;
        Ok(self.since(start))
    }

    fn descend(&mut self) -> Result<(), CanonicalError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH { self.fail(Fault::TooDeep) } else { Ok(()) }
    }

    /// Passes a key and its colon; it must sort after the one before it.
    fn key(&mut self, former: &str) -> Result<&'a str, CanonicalError> {
        let start = self.at;
        let key = self.string()?.inner();
        let fault = match key.cmp(former) {
            _ if !is_key(key) => Fault::Key(key.to_owned()),
            std::cmp::Ordering::Equal => Fault::DuplicateKey(key.to_owned()),
            std::cmp::Ordering::Less => Fault::KeyOrder(key.to_owned()),
            std::cmp::Ordering::Greater => {
                self.literal(":")?;
                return Ok(key);
            }
        };
        Err(CanonicalError { offset: start, fault })
    }
}
