//! Proving a file line by line: one line is held at a time.

use std::io::{BufRead, Read};

use super::FileHeader;
use crate::canonical::Raw;
use crate::canonical::cursor::Cursor;
use crate::entry::{EntryError, EntryView, digest_of};
use crate::signature::{PublicKey, Signature};
use crate::statement::Signable;
use crate::verifier::{ChainVerifier, Failure, Report, bad_format};
use crate::{Digest, ExportStatement};

/// A line longer than this (its line feed included) is refused as `bad_format`, so that no file can fill the
/// memory.
pub const MAX_LINE_BYTES: u64 = 4 << 20;

/// Why a file was not proven.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    #[error(transparent)]
    Failed(#[from] Failure),
    #[error("line {line} could not be read: {source}")]
    Read { line: u64, source: std::io::Error },
}

/// Proves a file. Without `pinned` the instance's key is taken from entry 1: show it, for whoever holds no
/// key of yours can make a file of their own.
pub fn verify_file(mut reader: impl BufRead, pinned: Option<PublicKey>) -> Result<Report, VerifyError> {
    let mut file = FileVerifier::new(pinned);
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = reader.by_ref().take(MAX_LINE_BYTES).read_until(b'\n', &mut line);
        let length = read.map_err(|source| VerifyError::Read { line: file.lines + 1, source })?;
        if length == 0 {
            return Ok(file.finish()?);
        }
        match line.strip_suffix(b"\n") {
            Some(line) => file.line(line)?,
            None => return Err(file.unended(length).into()),
        }
    }
}

/// A file proven so far; takes its lines in order, without their line feeds.
#[derive(Debug, Clone)]
pub struct FileVerifier {
    chain: ChainVerifier,
    header: Option<(FileHeader, Digest)>,
    /// Lines taken.
    lines: u64,
}

impl FileVerifier {
    pub fn new(pinned: Option<PublicKey>) -> Self {
        Self { chain: ChainVerifier::new(pinned), header: None, lines: 0 }
    }

    /// Takes the next line. After a failure no further line may be fed: nothing behind it is valid.
    pub fn line(&mut self, line: &[u8]) -> Result<(), Failure> {
        let number = self.lines;
        match &self.header {
            None => self.header = Some((read_header(line)?, FileHeader::digest(line))),
            Some((header, _)) if number <= header.entries => self.entry(line)?,
            Some((header, digest)) if number == header.entries + 1 => {
                export(&mut self.chain, line, number, (digest, header.exported_ms))?;
            }
            Some(_) => return Err(bad_format(&"a line after the export line").at(number)),
        }
        self.lines += 1;
        Ok(())
    }

    fn entry(&mut self, line: &[u8]) -> Result<(), Failure> {
        let (view, hash) = read_entry(line).map_err(|e| bad_format(&e).at(self.lines))?;
        self.chain.take(&view, &hash)
    }

    /// What the whole file proved.
    pub fn finish(&self) -> Result<Report, Failure> {
        let absent = |what: &str| Err(bad_format(&format!("{what} is absent")).at(self.lines));
        match &self.header {
            None => absent("the header"),
            Some((header, _)) if self.lines <= header.entries => {
                absent(&format!("entry {} of {}", self.lines, header.entries))
            }
            Some((header, _)) if self.lines == header.entries + 1 => absent("the export line"),
            Some(_) => self.chain.finish(),
        }
    }

    fn unended(&self, length: usize) -> Failure {
        bad_format(&format!("no line feed within {length} bytes")).at(self.lines)
    }
}

fn read_header(line: &[u8]) -> Result<FileHeader, Failure> {
    let raw = Raw::parse(line).map_err(|e| bad_format(&e).at(0))?;
    FileHeader::from_raw(raw).map_err(|e| bad_format(&e).at(0))
}

fn read_entry(line: &[u8]) -> Result<(EntryView<'_>, Digest), EntryError> {
    let mut cursor = Cursor::from_bytes(line)?;
    cursor.literal("{\"entry\":")?;
    let view = EntryView::read(&mut cursor)?;
    cursor.literal(",\"hash\":")?;
    let hash = digest_of(cursor.string()?, "hash")?;
    cursor.literal("}")?;
    cursor.end()?;
    Ok((view, hash))
}

fn export(
    chain: &mut ChainVerifier,
    line: &[u8],
    number: u64,
    header: (&Digest, i64),
) -> Result<(), Failure> {
    let raw = Raw::parse(line).map_err(|e| bad_format(&e).at(number))?;
    let read = || {
        let fields = raw.fields()?;
        fields.only(&["export", "key", "signature"])?;
        let signed = fields.require("export", "a statement", Some)?;
        let signature: Signature =
            fields.word("signature", "128 lower-case hexadecimal digits", |text| text.parse().ok())?;
        Ok((ExportStatement::from_raw(signed)?, signed, fields.text("key")?, signature))
    };
    let (statement, signed, key, signature) =
        read().map_err(|e: crate::canonical::FieldError| bad_format(&e).at(number))?;
    chain
        .take_export((&statement, signed), (&key, &signature), header)
        .map_err(|breach| breach.at(statement.seq))
}
