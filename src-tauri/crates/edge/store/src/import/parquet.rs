//! Candles from a Parquet file: six flat columns found by the names a CSV header would have, in any order, whatever
//! compression and whatever way of writing times and numbers.

mod column;
mod time;
mod value;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::Ordering;

use domain::Candle;
use parquet::errors::ParquetError;
use parquet::file::metadata::ParquetMetaData;
use parquet::file::reader::{ChunkReader, FileReader, RowGroupReader, SerializedFileReader};
use parquet::schema::types::SchemaDescriptor;

use self::column::{Buffers, ColumnFault};
use self::time::TimeColumn;
use self::value::ValueColumn;
use super::header::{COLUMNS, by_name};
use super::table::Table;
use super::{ImportError, ImportFault, ImportOptions, Parsed, Progress};

/// The first four bytes of a Parquet file, and of one whose footer is encrypted.
pub(super) const MAGIC: [&[u8; 4]; 2] = [b"PAR1", b"PARE"];

/// Rows decoded at a time.
const BATCH: usize = 16 * 1024;

/// Reads candles from Parquet. An error's line is the row, from 1.
pub(super) fn read_parquet<R: ChunkReader + 'static>(
    source: R,
    options: &ImportOptions<'_>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Parsed, ImportError> {
    // the decoder panics on some of what damage can write into a file's footer
    let read = catch_unwind(AssertUnwindSafe(|| decode(source, options, progress)));
    let error =
        || ImportError { file: options.file.clone(), line: 0, column: None, reason: ImportFault::BadParquet };
    read.unwrap_or_else(|_| Err(error()))
}

fn decode<R: ChunkReader + 'static>(
    source: R,
    options: &ImportOptions<'_>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Parsed, ImportError> {
    let error = |line, column, reason| ImportError { file: options.file.clone(), line, column, reason };
    let total_bytes = source.len();
    let damaged = |_: ParquetError| error(0, None, ImportFault::BadParquet);
    let file = SerializedFileReader::new(source).map_err(damaged)?;
    if !lies_within(file.metadata(), total_bytes) {
        return Err(error(0, None, ImportFault::BadParquet));
    }
    let about = file.metadata().file_metadata();
    let positions = positions(about.schema_descr()).map_err(|fault| error(0, None, fault))?;
    let total_rows = u64::try_from(about.num_rows()).unwrap_or(0).max(1);
    let names = positions.map(|at| about.schema_descr().column(at).name().to_owned());
    let mut table = Table::new(options.timeframe);
    let mut report = |rows: u64| {
        let part = rows.min(total_rows) as f64 / total_rows as f64;
        let bytes = (total_bytes as f64 * part) as u64;
        progress(Progress { rows, bytes, total_bytes: Some(total_bytes) });
    };
    for index in 0..file.num_row_groups() {
        let group = file.get_row_group(index).map_err(damaged)?;
        read_group(group.as_ref(), &positions, &mut table, options, &mut report).map_err(|fault| {
            let RowFault { row, column, reason } = fault;
            error(row, column.map(|c| names[c].clone()), reason)
        })?;
    }
    report(table.rows() as u64);
    table.finish().map_err(|(row, reason)| error(row, (row > 0).then(|| names[0].clone()), reason))
}

/// Whether every column's bytes lie inside the file.
fn lies_within(file: &ParquetMetaData, total_bytes: u64) -> bool {
    let chunks = file.row_groups().iter().flat_map(|group| group.columns());
    chunks.into_iter().all(|chunk| {
        let from = chunk.dictionary_page_offset().unwrap_or_else(|| chunk.data_page_offset());
        let end = from.checked_add(chunk.compressed_size());
        let end = end.and_then(|end| u64::try_from(end).ok());
        from >= 0 && chunk.compressed_size() >= 0 && end.is_some_and(|end| end <= total_bytes)
    })
}

/// A fault, the row it stands in (0: the file) and the column (index into [`COLUMNS`]).
struct RowFault {
    row: u64,
    column: Option<usize>,
    reason: ImportFault,
}

/// Which column of the file holds which of [`COLUMNS`]; lists and structures are passed over.
fn positions(schema: &SchemaDescriptor) -> Result<[usize; 6], ImportFault> {
    let flat: Vec<usize> = (0..schema.num_columns())
        .filter(|at| {
            let column = schema.column(*at);
            column.max_rep_level() == 0 && column.path().parts().len() == 1
        })
        .collect();
    let names: Vec<String> = flat.iter().map(|at| schema.column(*at).name().to_owned()).collect();
    let found = by_name(&names.iter().map(String::as_bytes).collect::<Vec<_>>())?;
    Ok(found.map(|place| flat[place]))
}

fn read_group(
    group: &dyn RowGroupReader,
    positions: &[usize; 6],
    table: &mut Table,
    options: &ImportOptions<'_>,
    report: &mut dyn FnMut(u64),
) -> Result<(), RowFault> {
    let whole = |column, reason| RowFault { row: 0, column, reason };
    let damaged = |_: ParquetError| whole(None, ImportFault::BadParquet);
    let mut times = TimeColumn::open(group, positions[0]).map_err(damaged)?.map_err(|f| whole(Some(0), f))?;
    let mut columns = Vec::with_capacity(5);
    for (place, at) in positions.iter().enumerate().skip(1) {
        let column = ValueColumn::open(group, *at).map_err(damaged)?.map_err(|f| whole(Some(place), f))?;
        columns.push(column);
    }
    let mut buffers = Buffers::default();
    let (mut time_ms, mut values) = (Vec::new(), [const { Vec::new() }; 5]);
    loop {
        let begun = table.rows() as u64;
        if options.cancel.is_some_and(|flag| flag.load(Ordering::Relaxed)) {
            return Err(whole(None, ImportFault::Cancelled));
        }
        report(begun);
        let placed = |column| {
            move |fault| match fault {
                ColumnFault::Damaged => whole(None, ImportFault::BadParquet),
                ColumnFault::At { row, reason } => {
                    RowFault { row: begun + row as u64 + 1, column: Some(column), reason }
                }
            }
        };
        times.read(BATCH, &mut buffers, &mut time_ms).map_err(placed(0))?;
        for (place, (column, out)) in columns.iter_mut().zip(&mut values).enumerate() {
            column.read(BATCH, &mut buffers, out).map_err(placed(place + 1))?;
            if out.len() != time_ms.len() {
                return Err(whole(None, ImportFault::BadParquet));
            }
        }
        if time_ms.is_empty() {
            return Ok(());
        }
        push(table, &time_ms, &values)?;
    }
}

fn push(
    table: &mut Table,
    time_ms: &[i64],
    [open, high, low, close, volume]: &[Vec<f64>; 5],
) -> Result<(), RowFault> {
    for (i, time_ms) in time_ms.iter().enumerate() {
        let row = table.rows() as u64 + 1;
        // adding zero turns -0 into 0
        let candle = Candle {
            time_ms: *time_ms,
            open: open[i],
            high: high[i],
            low: low[i],
            close: close[i],
            volume: volume[i] + 0.0,
        };
        candle.check().map_err(|fault| {
            let column = COLUMNS.iter().position(|c| *c == fault.column());
            RowFault { row, column, reason: fault.into() }
        })?;
        table.push(row, candle).map_err(|reason| RowFault { row, column: Some(0), reason })?;
    }
    Ok(())
}
