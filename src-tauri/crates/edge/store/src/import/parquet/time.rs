//! The column of times: time stamps of any unit, dates, epoch numbers, or text as in a CSV file. A time without a zone
//! is UTC.

use parquet::basic::{ConvertedType, LogicalType, TimeUnit as Unit};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArrayType, DoubleType, Int32Type, Int64Type, Int96Type};
use parquet::errors::ParquetError;
use parquet::file::reader::RowGroupReader;
use parquet::schema::types::ColumnDescriptor;

use super::column::{Buffers, ColumnFault, read};
use crate::import::{ImportFault, TimeUnit, stamp};

const DAY_MS: i64 = 86_400_000;

pub(super) enum TimeColumn {
    /// Whole numbers of which so many make a millisecond.
    Stamps {
        reader: ColumnReaderImpl<Int64Type>,
        per_ms: i64,
    },
    Days(ColumnReaderImpl<Int32Type>),
    /// The twelve bytes older writers use.
    Julian(ColumnReaderImpl<Int96Type>),
    /// Numbers and texts that tell their unit themselves, and must all tell the same.
    Told {
        reader: Told,
        unit: Option<TimeUnit>,
    },
}

pub(super) enum Told {
    Whole(ColumnReaderImpl<Int64Type>),
    Short(ColumnReaderImpl<Int32Type>),
    Real(ColumnReaderImpl<DoubleType>),
    Text(ColumnReaderImpl<ByteArrayType>),
}

impl TimeColumn {
    /// The column at place `at` of the file, or why no times can stand in it.
    pub fn open(group: &dyn RowGroupReader, at: usize) -> Result<Result<Self, ImportFault>, ParquetError> {
        let about = group.metadata().schema_descr().column(at);
        let told = |reader| Self::Told { reader, unit: None };
        Ok(Ok(match group.get_column_reader(at)? {
            ColumnReader::Int64ColumnReader(reader) => match per_ms(&about) {
                Some(per_ms) => Self::Stamps { reader, per_ms },
                None => told(Told::Whole(reader)),
            },
            ColumnReader::Int32ColumnReader(reader) if about.converted_type() == ConvertedType::DATE => {
                Self::Days(reader)
            }
            ColumnReader::Int32ColumnReader(reader) => told(Told::Short(reader)),
            ColumnReader::Int96ColumnReader(reader) => Self::Julian(reader),
            ColumnReader::DoubleColumnReader(reader) => told(Told::Real(reader)),
            ColumnReader::ByteArrayColumnReader(reader) => told(Told::Text(reader)),
            ColumnReader::BoolColumnReader(_)
            | ColumnReader::FloatColumnReader(_)
            | ColumnReader::FixedLenByteArrayColumnReader(_) => {
                return Ok(Err(ImportFault::ColumnType { found: about.physical_type().to_string() }));
            }
        }))
    }

    /// The next times in UTC milliseconds, at most `most`, into `out`.
    pub fn read(
        &mut self,
        most: usize,
        buffers: &mut Buffers,
        out: &mut Vec<i64>,
    ) -> Result<(), ColumnFault> {
        match self {
            Self::Stamps { reader, per_ms } => {
                let per_ms = *per_ms;
                read(reader, most, buffers, out, |v| whole_ms(*v, per_ms))
            }
            Self::Days(reader) => read(reader, most, buffers, out, |v| in_range(i64::from(*v) * DAY_MS)),
            Self::Julian(reader) => read(reader, most, buffers, out, |v| match v.to_nanos() % 1_000_000 {
                0 => in_range(v.to_millis()),
                _ => Err(ImportFault::TimeFraction { value: v.to_nanos().to_string() }),
            }),
            Self::Told { reader, unit } => match reader {
                Told::Whole(r) => read(r, most, buffers, out, |v| text(v.to_string().as_bytes(), unit)),
                Told::Short(r) => read(r, most, buffers, out, |v| text(v.to_string().as_bytes(), unit)),
                Told::Real(r) => read(r, most, buffers, out, |v| text(v.to_string().as_bytes(), unit)),
                Told::Text(r) => read(r, most, buffers, out, |v| text(v.data().trim_ascii(), unit)),
            },
        }
    }
}

/// How many of a column's units make a millisecond; `None` where the column is of plain numbers.
fn per_ms(about: &ColumnDescriptor) -> Option<i64> {
    match (about.logical_type_ref(), about.converted_type()) {
        (Some(LogicalType::Timestamp(stamp)), _) => Some(match stamp.unit {
            Unit::MILLIS => 1,
            Unit::MICROS => 1000,
            Unit::NANOS => 1_000_000,
        }),
        (_, ConvertedType::TIMESTAMP_MILLIS) => Some(1),
        (_, ConvertedType::TIMESTAMP_MICROS) => Some(1000),
        _ => None,
    }
}

fn whole_ms(value: i64, per_ms: i64) -> Result<i64, ImportFault> {
    match value % per_ms {
        0 => in_range(value / per_ms),
        _ => Err(ImportFault::TimeFraction { value: value.to_string() }),
    }
}

/// The times a text could tell, from 1973 on.
fn in_range(time_ms: i64) -> Result<i64, ImportFault> {
    match time_ms {
        100_000_000_000..=9_223_372_036_854 => Ok(time_ms),
        _ => Err(ImportFault::TimeOutOfRange { value: time_ms.to_string() }),
    }
}

fn text(text: &[u8], unit: &mut Option<TimeUnit>) -> Result<i64, ImportFault> {
    if text.is_empty() {
        return Err(ImportFault::EmptyField);
    }
    let (time_ms, found) = stamp::parse(text)?;
    match *unit.get_or_insert(found) {
        first if first != found => Err(ImportFault::MixedTimeUnits { first, found }),
        _ => Ok(time_ms),
    }
}
