//! The first line of a file.

use crate::Digest;
use crate::canonical::{FieldError, MAX_INTEGER, Raw, Value, object};
use crate::entry::integer;

const FORMAT: &str = "countersign-chain";
const VERSION: i64 = 1;

/// What a file says of itself before its entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileHeader {
    pub instance: String,
    /// How many entries follow; at least one.
    pub entries: u64,
    pub exported_ms: i64,
}

impl FileHeader {
    /// What the first line is hashed behind, for the export line.
    pub const HASH_PREFIX: &'static str = "countersign/header/1\n";

    pub fn to_value(&self) -> Value {
        object([
            ("format", FORMAT.into()),
            ("version", VERSION.into()),
            ("instance", self.instance.as_str().into()),
            ("entries", integer(self.entries)),
            ("exported_ms", self.exported_ms.into()),
        ])
    }

    pub(super) fn from_raw(raw: Raw<'_>) -> Result<Self, FieldError> {
        let fields = raw.fields()?;
        fields.only(&["entries", "exported_ms", "format", "instance", "version"])?;
        fields.word("format", FORMAT, |word| (word == FORMAT).then_some(()))?;
        fields.require("version", "1", |raw| raw.integer().filter(|v| *v == VERSION))?;
        let count = |raw: Raw<'_>| raw.integer().filter(|n| (1..=MAX_INTEGER).contains(n))?.try_into().ok();
        Ok(Self {
            instance: fields.text("instance")?.into_owned(),
            entries: fields.require("entries", "a count from 1", count)?,
            exported_ms: fields.integer("exported_ms")?,
        })
    }

    /// The digest that the export line signs.
    pub(super) fn digest(line: &[u8]) -> Digest {
        Digest::of(Self::HASH_PREFIX, line)
    }
}
