//! Candles as CSV (RFC 4180) and as Parquet: `timestamp_ms,open,high,low,close,volume`, oldest first, each value such
//! that it reads back to the last bit.

use std::fmt::Write;
use std::sync::Arc;

use domain::Candles;
use parquet::basic::{Compression, Repetition, Type as Physical};
use parquet::data_type::{DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;

use crate::ReportError;

const COLUMNS: [&str; 6] = ["timestamp_ms", "open", "high", "low", "close", "volume"];

/// Rows a row group holds: readers can take a part of a long series.
const GROUP_ROWS: usize = 1 << 20;

/// Shortest decimals that read back to the same numbers.
pub fn candles_csv(candles: &Candles) -> Vec<u8> {
    let mut out = String::with_capacity(64 * (candles.len() + 1));
    out += &COLUMNS.join(",");
    out.push('\n');
    for c in candles.iter() {
        // a String takes whatever is written to it
        let _ = writeln!(out, "{},{},{},{},{},{}", c.time_ms, c.open, c.high, c.low, c.close, c.volume);
    }
    out.into_bytes()
}

/// Required columns, the times INT64 in UTC milliseconds, the others DOUBLE; Snappy.
pub fn candles_parquet(candles: &Candles) -> Result<Vec<u8>, ReportError> {
    Ok(encode(candles)?)
}

fn encode(candles: &Candles) -> Result<Vec<u8>, ParquetError> {
    let field = |(place, name): (usize, &str)| {
        let physical = if place == 0 { Physical::INT64 } else { Physical::DOUBLE };
        let column = Type::primitive_type_builder(name, physical).with_repetition(Repetition::REQUIRED);
        column.build().map(Arc::new)
    };
    let fields = COLUMNS.into_iter().enumerate().map(field).collect::<Result<Vec<_>, _>>()?;
    let schema = Arc::new(Type::group_type_builder("candles").with_fields(fields).build()?);
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let mut bytes = Vec::new();
    let mut file = SerializedFileWriter::new(&mut bytes, schema, Arc::new(properties))?;
    for from in (0..candles.len()).step_by(GROUP_ROWS) {
        let rows = from..candles.len().min(from + GROUP_ROWS);
        let mut group = file.next_row_group()?;
        if let Some(mut writer) = group.next_column()? {
            writer.typed::<Int64Type>().write_batch(&candles.time_ms[rows.clone()], None, None)?;
            writer.close()?;
        }
        for column in [&candles.open, &candles.high, &candles.low, &candles.close, &candles.volume] {
            write_column(&mut group, &column[rows.clone()])?;
        }
        group.close()?;
    }
    file.close()?;
    Ok(bytes)
}

fn write_column(
    group: &mut SerializedRowGroupWriter<'_, &mut Vec<u8>>,
    values: &[f64],
) -> Result<(), ParquetError> {
    if let Some(mut writer) = group.next_column()? {
        writer.typed::<DoubleType>().write_batch(values, None, None)?;
        writer.close()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use domain::{Candle, Timeframe};
    use parquet::file::reader::{FileReader, SerializedFileReader};

    use super::*;

    fn candles() -> Candles {
        let candle = |i: i64| {
            let open = 0.1 + 0.2 + i as f64;
            let time_ms = 1_500_001_200_000 + i * 3_600_000;
            Candle { time_ms, open, high: open + 1.0, low: open / 3.0, close: open, volume: 0.0 }
        };
        Candles::from_candles(Timeframe::H1, (0..3).map(candle))
    }

    #[test]
    fn the_csv_has_these_columns() {
        let csv = String::from_utf8(candles_csv(&candles())).unwrap();
        let lines: Vec<&str> = csv.lines().collect();
        assert_eq!(lines.len(), 4);
        assert_eq!(lines[0], "timestamp_ms,open,high,low,close,volume");
        assert_eq!(
            lines[1],
            "1500001200000,0.30000000000000004,1.3,0.10000000000000002,0.30000000000000004,0"
        );
    }

    #[test]
    fn the_parquet_has_the_same_columns_and_the_same_bits() {
        let candles = candles();
        let bytes = candles_parquet(&candles).unwrap();
        let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
        let rows: Vec<_> = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
        assert_eq!(rows.len(), 3);
        for (row, candle) in rows.iter().zip(candles.iter()) {
            let text: Vec<String> =
                row.get_column_iter().map(|(name, value)| format!("{name}={value:?}")).collect();
            let Candle { time_ms, open, high, low, close, volume } = candle;
            let expected = format!(
                "timestamp_ms=Long({time_ms}) open=Double({open:?}) high=Double({high:?}) low=Double({low:?}) \
                 close=Double({close:?}) volume=Double({volume:?})"
            );
            assert_eq!(text.join(" "), expected);
        }
    }
}
