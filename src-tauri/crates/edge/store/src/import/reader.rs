//! A CSV stream to candles, row by row.

use std::io::Read;
use std::sync::atomic::Ordering;

use domain::Candle;

use super::fault::shown;
use super::header::{COLUMNS, Layout, bare};
use super::lines::Lines;
use super::table::Table;
use super::{ImportError, ImportFault, ImportOptions, Parsed, Progress, TimeUnit, number, stamp};

const PROGRESS_ROWS: u64 = 50_000;

/// A fault and the column (index into [`COLUMNS`]) it stands in.
type RowFault = (Option<usize>, ImportFault);

/// Reads candles from CSV text: columns by header or in the usual order, `,` `;` or tab between them, times in any
/// unit, oldest or newest first. `progress` hears every 50,000 rows and once at the end.
pub fn read_candles(
    source: impl Read,
    total_bytes: Option<u64>,
    options: &ImportOptions<'_>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Parsed, ImportError> {
    let mut lines = Lines::new(source);
    let mut names = COLUMNS.map(str::to_owned);
    let mut table = Table::new(options.timeframe);
    let read = read_rows(&mut lines, &mut names, &mut table, options, &mut |rows, bytes| {
        progress(Progress { rows, bytes, total_bytes });
    });
    let error = |line, column: Option<usize>, reason| {
        let column = column.map(|c| names[c].clone());
        ImportError { file: options.file.clone(), line, column, reason }
    };
    read.map_err(|(column, reason)| {
        let line = if matches!(reason, ImportFault::Cancelled) { 0 } else { lines.number };
        error(line, column, reason)
    })?;
    progress(Progress { rows: table.rows() as u64, bytes: lines.consumed, total_bytes });
    table.finish().map_err(|(line, reason)| error(line, (line > 0).then_some(0), reason))
}

fn read_rows<R: Read>(
    lines: &mut Lines<R>,
    names: &mut [String; 6],
    table: &mut Table,
    options: &ImportOptions<'_>,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<(), RowFault> {
    let Some(Beginning { parser: mut row, first_row }) = find_layout(lines).map_err(|fault| (None, fault))?
    else {
        return Ok(());
    };
    names.clone_from(&row.layout.names);
    if let Some(candle) = first_row.map(|line| row.parse(&line)).transpose()? {
        table.push(lines.number, candle).map_err(|fault| (Some(0), fault))?;
    }
    let mut heard = 0;
    loop {
        let Some(line) = lines.next().map_err(|fault| (None, fault))? else { return Ok(()) };
        if line.trim_ascii().is_empty() {
            continue;
        }
        let candle = row.parse(line)?;
        table.push(lines.number, candle).map_err(|fault| (Some(0), fault))?;
        let rows = table.rows() as u64;
        if rows >= heard + PROGRESS_ROWS {
            heard = rows;
            if options.cancel.is_some_and(|flag| flag.load(Ordering::Relaxed)) {
                return Err((None, ImportFault::Cancelled));
            }
            progress(rows, lines.consumed);
        }
    }
}

/// What the first line that counts told, and the line itself where it is a row.
struct Beginning {
    parser: RowParser,
    first_row: Option<Vec<u8>>,
}

/// Skips blank and comment lines before the first that counts.
fn find_layout<R: Read>(lines: &mut Lines<R>) -> Result<Option<Beginning>, ImportFault> {
    let mut at_start = true;
    while let Some(line) = lines.next()? {
        let line = if at_start { without_mark(line)? } else { line };
        at_start = false;
        check_text(line)?;
        if line.trim_ascii().is_empty() || line.starts_with(b"#") || line.starts_with(b"http") {
            continue;
        }
        let layout = Layout::detect(line)?;
        let first_row = (!layout.has_header).then(|| line.to_vec());
        return Ok(Some(Beginning { parser: RowParser { layout, unit: None }, first_row }));
    }
    Ok(None)
}

fn without_mark(line: &[u8]) -> Result<&[u8], ImportFault> {
    match line {
        [0xEF, 0xBB, 0xBF, rest @ ..] => Ok(rest),
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => Err(ImportFault::Encoding { found: "UTF-16" }),
        [0, b' '..=b'~', 0, ..] | [b' '..=b'~', 0, b' '..=b'~', 0, ..] => {
            Err(ImportFault::Encoding { found: "UTF-16 without a byte order mark" })
        }
        [b'P', b'K', 3, 4, ..] => {
            Err(ImportFault::Encoding { found: "a zip archive, which is read by its path" })
        }
        _ => Ok(line),
    }
}

fn check_text(line: &[u8]) -> Result<(), ImportFault> {
    let control = |b: &u8| *b < 0x20 && *b != b'\t';
    if let Some(position) = line.iter().position(control) {
        return Err(ImportFault::NotText { byte: line[position], position });
    }
    match std::str::from_utf8(line) {
        Ok(_) => Ok(()),
        Err(_) => Err(ImportFault::Encoding { found: "not UTF-8" }),
    }
}

/// Parses one row after another by one layout and one unit of time.
struct RowParser {
    layout: Layout,
    unit: Option<TimeUnit>,
}

impl RowParser {
    fn parse(&mut self, line: &[u8]) -> Result<Candle, RowFault> {
        let fields = self.split(line).map_err(|fault| (None, fault))?;
        let (time_ms, unit) = match fields[0] {
            b"" => return Err((Some(0), ImportFault::EmptyField)),
            field => stamp::parse(field).map_err(|fault| (Some(0), fault))?,
        };
        let first = *self.unit.get_or_insert(unit);
        if first != unit {
            return Err((Some(0), ImportFault::MixedTimeUnits { first, found: unit }));
        }
        let value = |column: usize| match number::parse(fields[column]) {
            Some(value) => Ok(value),
            None if fields[column].is_empty() => Err((Some(column), ImportFault::EmptyField)),
            None => Err((Some(column), ImportFault::BadNumber { value: shown(fields[column]) })),
        };
        let [open, high, low, close, volume] = [value(1)?, value(2)?, value(3)?, value(4)?, value(5)?];
        // adding zero turns -0 into 0
        let candle = Candle { time_ms, open, high, low, close, volume: volume + 0.0 };
        candle.check().map_err(|fault| (COLUMNS.iter().position(|c| *c == fault.column()), fault.into()))?;
        Ok(candle)
    }

    /// The six fields that matter, in the order of [`COLUMNS`].
    fn split<'l>(&self, line: &'l [u8]) -> Result<[&'l [u8]; 6], ImportFault> {
        let mut wanted: [&[u8]; 6] = [b""; 6];
        let (mut from, mut found) = (0, 0);
        for to in memchr::memchr_iter(self.layout.delimiter, line).chain([line.len()]) {
            if let Some(Some(column)) = self.layout.column_of.get(found) {
                wanted[*column] = bare(&line[from..to]);
            }
            from = to + 1;
            found += 1;
        }
        if found == self.layout.fields {
            return Ok(wanted);
        }
        check_text(line)?;
        Err(ImportFault::FieldCount { expected: self.layout.fields, found })
    }
}
