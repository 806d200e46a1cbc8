//! The table of a sweep as CSV (RFC 4180) and as Parquet: the varied parameters, then the figures.

use std::fmt::Write;
use std::sync::Arc;

use backtest::sweep::Row;
use parquet::basic::{Repetition, Type as Physical};
use parquet::data_type::DoubleType;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

use crate::ReportError;

const FIGURES: [&str; 7] =
    ["final_equity", "total_return", "sharpe", "max_drawdown", "trades", "win_rate", "profit_factor"];

/// One row a combination; a figure that is not defined is an empty field, a null in Parquet.
#[derive(Debug, Clone)]
pub struct SweepTable<'a> {
    /// Of the varied parameters, in the order of each row's values.
    names: Vec<String>,
    rows: Vec<&'a Row>,
}

impl<'a> SweepTable<'a> {
    pub fn new(names: Vec<String>, rows: impl IntoIterator<Item = &'a Row>) -> Self {
        Self { names, rows: rows.into_iter().collect() }
    }

    fn header(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str).chain(FIGURES)
    }

    /// Figures read back to the last bit.
    pub fn csv(&self) -> Vec<u8> {
        let mut csv = self.header().collect::<Vec<_>>().join(",") + "\n";
        for row in &self.rows {
            let values = row.params.iter().copied().chain(figures(row));
            for (place, value) in values.enumerate() {
                let comma = if place == 0 { "" } else { "," };
                // writing to a String cannot fail
                let _ = match value.is_finite() {
                    true => write!(csv, "{comma}{value}"),
                    false => write!(csv, "{comma}"),
                };
            }
            csv.push('\n');
        }
        csv.into_bytes()
    }

    /// Every column a nullable DOUBLE, uncompressed.
    pub fn parquet(&self) -> Result<Vec<u8>, ReportError> {
        Ok(self.encode()?)
    }

    fn encode(&self) -> Result<Vec<u8>, ParquetError> {
        let field = |name: &str| {
            let column = Type::primitive_type_builder(name, Physical::DOUBLE);
            column.with_repetition(Repetition::OPTIONAL).build().map(Arc::new)
        };
        let fields = self.header().map(field).collect::<Result<Vec<_>, _>>()?;
        let columns = fields.len();
        let schema = Arc::new(Type::group_type_builder("sweep").with_fields(fields).build()?);
        let properties = Arc::new(WriterProperties::builder().build());
        let mut bytes = Vec::new();
        let mut file = SerializedFileWriter::new(&mut bytes, schema, properties)?;
        let mut group = file.next_row_group()?;
        for column in 0..columns {
            let values = self.rows.iter().map(|row| self.value(row, column));
            let defined: Vec<f64> = values.clone().filter(|v| v.is_finite()).collect();
            let levels: Vec<i16> = values.map(|v| i16::from(v.is_finite())).collect();
            if let Some(mut writer) = group.next_column()? {
                writer.typed::<DoubleType>().write_batch(&defined, Some(&levels), None)?;
                writer.close()?;
            }
        }
        group.close()?;
        file.close()?;
        Ok(bytes)
    }

    fn value(&self, row: &Row, column: usize) -> f64 {
        let figure = || figures(row).get(column - self.names.len()).copied();
        row.params.get(column).copied().or_else(figure).unwrap_or(f64::NAN)
    }
}

fn figures(row: &Row) -> [f64; 7] {
    [
        row.final_equity,
        row.total_return,
        row.sharpe,
        row.max_drawdown,
        f64::from(row.trades),
        row.win_rate,
        row.profit_factor,
    ]
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;

    use super::*;

    fn rows() -> [Row; 2] {
        let row = |index: u64, length: f64, sharpe: f64, trades: u32| Row {
            index,
            params: Box::new([length, 30.0]),
            final_equity: 10_100.5,
            total_return: 0.01005,
            sharpe,
            max_drawdown: 0.25,
            trades,
            win_rate: f64::from(trades) / 8.0,
            profit_factor: f64::NAN,
        };
        [row(0, 14.0, 1.5, 4), row(1, 0.1 + 0.2, f64::NAN, 0)]
    }

    fn table(rows: &[Row]) -> SweepTable<'_> {
        SweepTable::new(vec!["length".to_owned(), "oversold".to_owned()], rows)
    }

    #[test]
    fn the_csv_has_a_row_a_combination_and_nothing_where_nothing_is_defined() {
        let csv = String::from_utf8(table(&rows()).csv()).unwrap();
        let lines: Vec<&str> = csv.lines().collect();
        assert_eq!(
            lines,
            [
                "length,oversold,final_equity,total_return,sharpe,max_drawdown,trades,win_rate,profit_factor",
                "14,30,10100.5,0.01005,1.5,0.25,4,0.5,",
                "0.30000000000000004,30,10100.5,0.01005,,0.25,0,0,",
            ]
        );
    }

    #[test]
    fn the_parquet_reads_back_to_the_last_bit() {
        let bytes = table(&rows()).parquet().unwrap();
        let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
        let read: Vec<Vec<Option<f64>>> = reader
            .get_row_iter(None)
            .unwrap()
            .map(|row| {
                let row = row.unwrap();
                row.get_column_iter()
                    .map(|(_, field)| match field {
                        Field::Double(value) => Some(*value),
                        Field::Null => None,
                        other => panic!("{other}"),
                    })
                    .collect()
            })
            .collect();
        assert_eq!(read.len(), 2);
        assert_eq!(read[0][..5], [Some(14.0), Some(30.0), Some(10_100.5), Some(0.01005), Some(1.5)]);
        assert_eq!(read[1][0], Some(0.1 + 0.2));
        assert_eq!((read[1][4], read[1][8]), (None, None));
    }
}
