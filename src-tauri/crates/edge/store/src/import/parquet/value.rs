//! A column of prices or volumes: floating point, whole numbers, decimals, or text.

use parquet::basic::ConvertedType;
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArrayType, DoubleType, FixedLenByteArrayType, FloatType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::reader::RowGroupReader;

use super::column::{Buffers, ColumnFault, read};
use crate::import::fault::shown;
use crate::import::{ImportFault, number};

pub(super) enum ValueColumn {
    Double(ColumnReaderImpl<DoubleType>),
    /// Each value is the nearest `f32`, and is taken as it stands.
    Float(ColumnReaderImpl<FloatType>),
    /// Whole numbers, of which the last `scale` digits stand after the point.
    Short {
        reader: ColumnReaderImpl<Int32Type>,
        scale: i32,
    },
    Long {
        reader: ColumnReaderImpl<Int64Type>,
        scale: i32,
    },
    /// The same, as big-endian bytes of any length.
    Bytes {
        reader: ColumnReaderImpl<ByteArrayType>,
        scale: i32,
    },
    Fixed {
        reader: ColumnReaderImpl<FixedLenByteArrayType>,
        scale: i32,
    },
    Text(ColumnReaderImpl<ByteArrayType>),
}

impl ValueColumn {
    /// The column at place `at` of the file, or why no numbers can stand in it.
    pub fn open(group: &dyn RowGroupReader, at: usize) -> Result<Result<Self, ImportFault>, ParquetError> {
        let about = group.metadata().schema_descr().column(at);
        let decimal = about.converted_type() == ConvertedType::DECIMAL;
        let scale = if decimal { about.type_scale() } else { 0 };
        Ok(Ok(match group.get_column_reader(at)? {
            ColumnReader::DoubleColumnReader(reader) => Self::Double(reader),
            ColumnReader::FloatColumnReader(reader) => Self::Float(reader),
            ColumnReader::Int32ColumnReader(reader) => Self::Short { reader, scale },
            ColumnReader::Int64ColumnReader(reader) => Self::Long { reader, scale },
            ColumnReader::ByteArrayColumnReader(reader) if decimal => Self::Bytes { reader, scale },
            ColumnReader::FixedLenByteArrayColumnReader(reader) if decimal => Self::Fixed { reader, scale },
            ColumnReader::ByteArrayColumnReader(reader) => Self::Text(reader),
            ColumnReader::BoolColumnReader(_)
            | ColumnReader::Int96ColumnReader(_)
            | ColumnReader::FixedLenByteArrayColumnReader(_) => {
                return Ok(Err(ImportFault::ColumnType { found: about.physical_type().to_string() }));
            }
        }))
    }

    /// The next values, at most `most`, into `out`.
    pub fn read(
        &mut self,
        most: usize,
        buffers: &mut Buffers,
        out: &mut Vec<f64>,
    ) -> Result<(), ColumnFault> {
        match self {
            Self::Double(reader) => read(reader, most, buffers, out, |v| Ok(*v)),
            Self::Float(reader) => read(reader, most, buffers, out, |v| Ok(f64::from(*v))),
            Self::Short { reader, scale } => {
                read(reader, most, buffers, out, |v| decimal(i128::from(*v), *scale))
            }
            Self::Long { reader, scale } => {
                read(reader, most, buffers, out, |v| decimal(i128::from(*v), *scale))
            }
            Self::Bytes { reader, scale } => {
                read(reader, most, buffers, out, |v| decimal(unscaled(v.data())?, *scale))
            }
            Self::Fixed { reader, scale } => {
                read(reader, most, buffers, out, |v| decimal(unscaled(v.data())?, *scale))
            }
            Self::Text(reader) => read(reader, most, buffers, out, |v| text(v.data().trim_ascii())),
        }
    }
}

fn text(text: &[u8]) -> Result<f64, ImportFault> {
    match number::parse(text) {
        Some(value) => Ok(value),
        None if text.is_empty() => Err(ImportFault::EmptyField),
        None => Err(ImportFault::BadNumber { value: shown(text) }),
    }
}

/// The nearest `f64`, by way of the decimal text.
fn decimal(unscaled: i128, scale: i32) -> Result<f64, ImportFault> {
    let written = format!("{unscaled}e{}", -i64::from(scale));
    written.parse().map_err(|_| ImportFault::BadNumber { value: shown(written.as_bytes()) })
}

/// A big-endian number in two's complement, of at most 16 bytes.
fn unscaled(bytes: &[u8]) -> Result<i128, ImportFault> {
    let negative = bytes.first().is_some_and(|b| *b >= 0x80);
    let mut wide = [if negative { 0xFF } else { 0 }; 16];
    let from = wide.len().checked_sub(bytes.len()).filter(|_| !bytes.is_empty());
    let place = from.and_then(|from| wide.get_mut(from..));
    let Some(place) = place else {
        return Err(ImportFault::BadNumber { value: format!("a decimal of {} bytes", bytes.len()) });
    };
    place.copy_from_slice(bytes);
    Ok(i128::from_be_bytes(wide))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn decimals_are_the_nearest_number() {
        let value = |bytes: &[u8], scale| decimal(unscaled(bytes).unwrap(), scale).unwrap();
        assert_eq!(value(&[0x04, 0xD2], 2), 12.34);
        assert_eq!(value(&[0xFF], 1), -0.1);
        assert_eq!(value(&[0x80, 0], 0), -32768.0);
        assert_eq!(decimal(10_i128.pow(30) + 1, 8).unwrap(), 1e22);
        assert!(unscaled(&[0; 17]).is_err() && unscaled(&[]).is_err());
    }
}
