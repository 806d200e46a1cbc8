//! What the instance signs about its own chain from time to time.

use serde::{Deserialize, Serialize};

use super::{Signable, VERSION, common};
use crate::Digest;
use crate::canonical::{FieldError, Raw, Value, object};

/// "At this time my chain ended in entry `seq` with this hash."
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadStatement {
    pub instance: String,
    pub seq: u64,
    pub hash: Digest,
    pub time_ms: i64,
}

impl Signable for HeadStatement {
    const PREFIX: &'static str = "countersign/head/1\n";

    fn to_value(&self) -> Value {
        object([
            ("v", VERSION.into()),
            ("type", "head".into()),
            ("instance", self.instance.as_str().into()),
            ("seq", crate::entry::integer(self.seq)),
            ("hash", self.hash.to_string().into()),
            ("time_ms", self.time_ms.into()),
        ])
    }

    fn from_raw(raw: Raw<'_>) -> Result<Self, FieldError> {
        let fields = raw.fields()?;
        common(&fields, "head", &["hash", "instance", "seq", "time_ms", "type", "v"])?;
        Ok(Self {
            instance: fields.text("instance")?.into_owned(),
            seq: crate::entry::seq(&fields)?,
            hash: crate::entry::digest(&fields, "hash")?,
            time_ms: fields.integer("time_ms")?,
        })
    }
}
