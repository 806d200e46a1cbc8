//! What the instance signs about an exported file.

use serde::{Deserialize, Serialize};

use super::{Signable, VERSION, common};
use crate::Digest;
use crate::canonical::{FieldError, Raw, Value, object};

/// "This file, with this header, holds my chain up to entry `seq` with this hash."
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportStatement {
    pub instance: String,
    pub seq: u64,
    pub hash: Digest,
    /// SHA-256 over `countersign/header/1\n` and the file's first line without its line feed.
    pub header: Digest,
    /// The header's `exported_ms`.
    pub time_ms: i64,
}

impl Signable for ExportStatement {
    const PREFIX: &'static str = "countersign/export/1\n";

    fn to_value(&self) -> Value {
        object([
            ("v", VERSION.into()),
            ("type", "export".into()),
            ("instance", self.instance.as_str().into()),
            ("seq", crate::entry::integer(self.seq)),
            ("hash", self.hash.to_string().into()),
            ("header", self.header.to_string().into()),
            ("time_ms", self.time_ms.into()),
        ])
    }

    fn from_raw(raw: Raw<'_>) -> Result<Self, FieldError> {
        let fields = raw.fields()?;
        common(&fields, "export", &["hash", "header", "instance", "seq", "time_ms", "type", "v"])?;
        Ok(Self {
            instance: fields.text("instance")?.into_owned(),
            seq: crate::entry::seq(&fields)?,
            hash: crate::entry::digest(&fields, "hash")?,
            header: crate::entry::digest(&fields, "header")?,
            time_ms: fields.integer("time_ms")?,
        })
    }
}
