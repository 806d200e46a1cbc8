//! What is signed: four kinds of statement, each with its own prefix.
//!
//! A signature covers `prefix || canonical bytes`; the prefix keeps one kind from passing for another. A
//! statement changes only with a new `v`: fields it does not know are refused, not ignored.

mod export;
mod head;
mod mandate;
mod order;

pub use export::ExportStatement;
pub use head::HeadStatement;
pub use mandate::{ANY_INSTRUMENT, MandateStatement};
pub use order::OrderStatement;

use domain::{Mode, Side};

use crate::canonical::{BoundError, CanonicalError, FieldError, Fields, Raw, Value};

/// The only version of every statement so far.
pub const VERSION: i64 = 1;

/// Something that can be signed.
pub trait Signable: Sized {
    /// Ends in a newline.
    const PREFIX: &'static str;

    /// The statement as a value with every field.
    fn to_value(&self) -> Value;

    /// Reads the statement; a missing, unknown or ill-typed field is refused.
    fn from_raw(raw: Raw<'_>) -> Result<Self, FieldError>;

    fn from_value(value: &Value) -> Result<Self, StatementError> {
        let bytes = value.to_bytes()?;
        Ok(Self::from_raw(Raw::parse(&bytes)?)?)
    }

    /// `prefix || canonical(statement)`.
    fn signing_bytes(&self) -> Vec<u8> {
        let mut bytes = Self::PREFIX.as_bytes().to_vec();
        self.to_value().write(&mut bytes);
        bytes
    }
}

/// Why a value is not the statement it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StatementError {
    #[error(transparent)]
    Bound(#[from] BoundError),
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
    #[error(transparent)]
    Field(#[from] FieldError),
}

/// Any statement, told apart by its `type`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Statement {
    Order(OrderStatement),
    Mandate(MandateStatement),
    Head(HeadStatement),
    Export(ExportStatement),
}

impl Statement {
    pub fn from_value(value: &Value) -> Result<Self, StatementError> {
        let bytes = value.to_bytes()?;
        let raw = Raw::parse(&bytes)?;
        let kind = raw.fields()?.text("type")?.into_owned();
        Ok(match kind.as_str() {
            "order" => Self::Order(OrderStatement::from_raw(raw)?),
            "mandate" => Self::Mandate(MandateStatement::from_raw(raw)?),
            "head" => Self::Head(HeadStatement::from_raw(raw)?),
            "export" => Self::Export(ExportStatement::from_raw(raw)?),
            _ => {
                let wanted = "order, mandate, head or export";
                return Err(FieldError::WrongKind { field: "type", wanted, found: kind }.into());
            }
        })
    }

    pub fn signing_bytes(&self) -> Vec<u8> {
        match self {
            Self::Order(statement) => statement.signing_bytes(),
            Self::Mandate(statement) => statement.signing_bytes(),
            Self::Head(statement) => statement.signing_bytes(),
            Self::Export(statement) => statement.signing_bytes(),
        }
    }
}

/// Checks the fields that every statement has, and that it has no others than `names`.
fn common(fields: &Fields<'_>, kind: &'static str, names: &[&str]) -> Result<(), FieldError> {
    fields.only(names)?;
    fields.require("v", "1", |raw| raw.integer().filter(|v| *v == VERSION))?;
    fields.word("type", kind, |word| (word == kind).then_some(()))
}

pub(crate) fn mode(fields: &Fields<'_>) -> Result<Mode, FieldError> {
    fields.word("mode", "paper or live", |word| match word {
        "paper" => Some(Mode::Paper),
        "live" => Some(Mode::Live),
        _ => None,
    })
}

pub(crate) const fn mode_word(mode: Mode) -> &'static str {
    match mode {
        Mode::Paper => "paper",
        Mode::Live => "live",
    }
}

pub(crate) fn parse_side(word: &str) -> Option<Side> {
    [Side::Buy, Side::Sell].into_iter().find(|side| side.as_str() == word)
}

pub(crate) fn side(fields: &Fields<'_>) -> Result<Side, FieldError> {
    fields.word("side", "buy or sell", parse_side)
}
