//! Lines of a byte stream, in memory that does not grow with the file or the line.

use std::io::{ErrorKind, Read};

use super::ImportFault;

/// A row of candles is about 60 bytes; what is longer than this is no candle file.
pub const MAX_LINE_BYTES: usize = 4096;

const BUFFER_BYTES: usize = 256 * 1024;

pub(super) struct Lines<R> {
    source: R,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    ended: bool,
    /// Number of the line handed out last, from 1.
    pub number: u64,
    /// Bytes handed out so far, line ends included.
    pub consumed: u64,
}

impl<R: Read> Lines<R> {
    pub fn new(source: R) -> Self {
        Self { source, buffer: vec![0; BUFFER_BYTES], start: 0, end: 0, ended: false, number: 0, consumed: 0 }
    }

    /// The next line without its line end (LF or CRLF); `None` at the end of the stream.
    pub fn next(&mut self) -> Result<Option<&[u8]>, ImportFault> {
        let (length, taken) = loop {
            let waiting = &self.buffer[self.start..self.end];
            if let Some(length) = memchr::memchr(b'\n', waiting) {
                break (length, length + 1);
            }
            if waiting.len() > MAX_LINE_BYTES {
                self.number += 1;
                return Err(ImportFault::LineTooLong { limit: MAX_LINE_BYTES });
            }
            if self.ended {
                match waiting.len() {
                    0 => return Ok(None),
                    rest => break (rest, rest),
                }
            }
            self.fill()?;
        };
        self.number += 1;
        if length > MAX_LINE_BYTES {
            return Err(ImportFault::LineTooLong { limit: MAX_LINE_BYTES });
        }
        let from = self.start;
        self.start += taken;
        self.consumed += taken as u64;
        let line = &self.buffer[from..from + length];
        Ok(Some(line.strip_suffix(b"\r").unwrap_or(line)))
    }

    fn fill(&mut self) -> Result<(), ImportFault> {
        self.buffer.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        loop {
            match self.source.read(&mut self.buffer[self.end..]) {
                Ok(0) => self.ended = true,
                Ok(n) => self.end += n,
                Err(e) if e.kind() == ErrorKind::Interrupted => continue,
                Err(e) => return Err(ImportFault::Unreadable { kind: e.kind() }),
            }
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn all(text: &[u8]) -> Vec<Vec<u8>> {
        let mut lines = Lines::new(text);
        std::iter::from_fn(|| lines.next().unwrap().map(<[u8]>::to_vec)).collect()
    }

    #[test]
    fn both_line_ends_and_a_last_line_without_one() {
        assert_eq!(all(b"a\r\n\nbc"), [b"a".to_vec(), b"".to_vec(), b"bc".to_vec()]);
        assert_eq!(all(b""), Vec::<Vec<u8>>::new());
        assert_eq!(all(b"a\n"), [b"a".to_vec()]);
    }

    #[test]
    fn a_line_without_end_is_refused_after_the_limit_and_not_read_to_its_end() {
        let endless = std::io::repeat(b'7');
        let mut lines = Lines::new(endless.take(1 << 30));
        assert_eq!(lines.next(), Err(ImportFault::LineTooLong { limit: MAX_LINE_BYTES }));
        assert_eq!((lines.number, lines.buffer.len()), (1, BUFFER_BYTES));
        let long = [vec![b'1'; MAX_LINE_BYTES + 1], b"\n".to_vec()].concat();
        assert_eq!(Lines::new(&long[..]).next(), Err(ImportFault::LineTooLong { limit: MAX_LINE_BYTES }));
        assert_eq!(Lines::new(&long[1..]).next().unwrap().map(<[u8]>::len), Some(MAX_LINE_BYTES));
    }
}
