//! Writing a chain as a file.

use std::io::Write;

use super::FileHeader;
use crate::canonical::BoundError;
use crate::entry::{ChainHead, line};
use crate::signature::SignedBy;
use crate::statement::Signable;
use crate::{Digest, ExportStatement, Value};

/// An entry as it was stored: its canonical bytes, and the hash kept beside them. Both are written as they
/// are, so that damage in the store shows in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEntry {
    pub bytes: Vec<u8>,
    pub hash: Digest,
}

/// Why a file was not written to its end. `E`: what went wrong where the entries or the signature come from.
#[derive(Debug, thiserror::Error)]
pub enum WriteError<E: std::error::Error + 'static> {
    #[error("the file could not be written: {0}")]
    Write(#[from] std::io::Error),
    #[error("the header cannot be written: {0}")]
    Header(#[from] BoundError),
    #[error("the header announces {announced} entries, {found} came")]
    Count { announced: u64, found: u64 },
    #[error(transparent)]
    Source(E),
}

/// Writes header, entries and the export line, which `sign` signs with the instance's key; returns the last
/// entry's number and hash. Entries come in order from 1, as many as the header says. After an error the file
/// is incomplete, and no verifier takes it.
pub fn write_file<E: std::error::Error + 'static>(
    mut writer: impl Write,
    header: &FileHeader,
    entries: impl IntoIterator<Item = Result<StoredEntry, E>>,
    sign: impl FnOnce(&ExportStatement) -> Result<SignedBy, E>,
) -> Result<ChainHead, WriteError<E>> {
    let first = header.to_value().to_bytes()?;
    write_line(&mut writer, &first)?;
    let mut head = ChainHead::default();
    for entry in entries {
        let StoredEntry { bytes, hash } = entry.map_err(WriteError::Source)?;
        write_line(&mut writer, &line(&bytes, &hash))?;
        head = ChainHead { seq: head.seq + 1, hash };
    }
    if head.seq != header.entries {
        return Err(WriteError::Count { announced: header.entries, found: head.seq });
    }
    let statement = ExportStatement {
        instance: header.instance.clone(),
        seq: head.seq,
        hash: head.hash,
        header: FileHeader::digest(&first),
        time_ms: header.exported_ms,
    };
    let by = sign(&statement).map_err(WriteError::Source)?;
    write_line(&mut writer, &export_line(&statement, &by).to_bytes()?)?;
    writer.flush()?;
    Ok(head)
}

fn export_line(statement: &ExportStatement, by: &SignedBy) -> Value {
    crate::canonical::object([
        ("export", statement.to_value()),
        ("key", by.key_id.as_str().into()),
        ("signature", by.signature.to_string().into()),
    ])
}

fn write_line(writer: &mut impl Write, line: &[u8]) -> std::io::Result<()> {
    writer.write_all(line)?;
    writer.write_all(b"\n")
}
