//! Which field of a row is what: from the header's names, or from the usual order where there is none.

use super::fault::shown;
use super::{ImportFault, stamp};

/// Our names of the six columns; their order is the order of a row's values everywhere in this module.
pub(super) const COLUMNS: [&str; 6] = ["timestamp", "open", "high", "low", "close", "volume"];

/// In order of preference, where a file has several.
const TIME_NAMES: [&str; 9] = [
    "timestamp_ms",
    "timestamp",
    "ts",
    "open_time",
    "unix",
    "time",
    "datetime",
    "date",
    // what pandas calls an index without a name in Parquet
    "__index_level_0__",
];

/// How the rows of a file are laid out.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Layout {
    pub delimiter: u8,
    /// Fields of every row.
    pub fields: usize,
    /// For each field, the column (index into [`COLUMNS`]) it holds.
    pub column_of: Vec<Option<usize>>,
    /// The columns' names in the file.
    pub names: [String; 6],
    /// True where the line looked at was a header, false where it is the first row.
    pub has_header: bool,
}

impl Layout {
    /// The layout told by a file's first line.
    pub fn detect(line: &[u8]) -> Result<Self, ImportFault> {
        let delimiter = delimiter(line);
        let fields: Vec<&[u8]> = line.split(|b| *b == delimiter).map(bare).collect();
        let positions = match fields.first() {
            Some(first) if looks_like_a_time(first) => in_usual_order(fields.len())?,
            _ => by_name(&fields)?,
        };
        let has_header = !fields.first().is_some_and(|first| looks_like_a_time(first));
        let mut column_of = vec![None; fields.len()];
        for (column, field) in positions.into_iter().enumerate() {
            column_of[field] = Some(column);
        }
        let names = std::array::from_fn(|column| match has_header {
            true => shown(fields[positions[column]]),
            false => COLUMNS[column].to_owned(),
        });
        Ok(Self { delimiter, fields: fields.len(), column_of, names, has_header })
    }
}

/// A field without the blanks and quotes around it.
pub(super) fn bare(field: &[u8]) -> &[u8] {
    let field = field.trim_ascii();
    match field {
        [b'"', inner @ .., b'"'] => inner.trim_ascii(),
        _ => field,
    }
}

/// The most frequent of comma, semicolon and tab; a comma where none stands.
fn delimiter(line: &[u8]) -> u8 {
    let count = |d: u8| memchr::memchr_iter(d, line).count();
    let semicolon_or_tab = if count(b'\t') > count(b';') { b'\t' } else { b';' };
    if count(semicolon_or_tab) > count(b',') { semicolon_or_tab } else { b',' }
}

fn looks_like_a_time(field: &[u8]) -> bool {
    field.first().is_some_and(u8::is_ascii_digit)
        && (stamp::parse(field).is_ok() || field.iter().all(u8::is_ascii_digit))
}

fn in_usual_order(fields: usize) -> Result<[usize; 6], ImportFault> {
    match COLUMNS.get(fields) {
        Some(name) => Err(ImportFault::MissingColumn { name }),
        None => Ok([0, 1, 2, 3, 4, 5]),
    }
}

/// For each of [`COLUMNS`], the field it is found in.
pub(super) fn by_name(fields: &[&[u8]]) -> Result<[usize; 6], ImportFault> {
    let names: Vec<String> = fields.iter().map(|f| normal(f)).collect();
    let find = |wanted: &str| -> Result<Option<usize>, ImportFault> {
        let mut at = names.iter().enumerate().filter(|(_, name)| *name == wanted).map(|(i, _)| i);
        match (at.next(), at.next()) {
            (_, Some(_)) => Err(ImportFault::DuplicateColumn { name: wanted.to_owned() }),
            (found, None) => Ok(found),
        }
    };
    let first_of = |candidates: &[&str]| -> Result<Option<usize>, ImportFault> {
        for name in candidates {
            if let Some(found) = find(name)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    };
    let mut positions = [0; 6];
    for (column, name) in COLUMNS.into_iter().enumerate() {
        let found = match name {
            "timestamp" => first_of(&TIME_NAMES)?,
            // "Volume BTC, Volume USD": the first is in the base currency.
            "volume" => first_of(&["volume", "vol", "base_volume", "volume_base"])?
                .or_else(|| names.iter().position(|n| n.starts_with("volume"))),
            _ => find(name)?,
        };
        positions[column] = found.ok_or(ImportFault::MissingColumn { name })?;
    }
    Ok(positions)
}

fn normal(field: &[u8]) -> String {
    String::from_utf8_lossy(field).to_lowercase().replace([' ', '-'], "_")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn order(line: &str) -> [usize; 6] {
        let layout = Layout::detect(line.as_bytes()).unwrap();
        std::array::from_fn(|c| layout.column_of.iter().position(|found| *found == Some(c)).unwrap())
    }

    #[test]
    fn columns_are_found_by_name_in_any_order_and_case() {
        assert_eq!(order("timestamp_ms,open,high,low,close,volume"), [0, 1, 2, 3, 4, 5]);
        assert_eq!(order("Close;Low;High;Open;Vol;Date"), [5, 3, 2, 1, 0, 4]);
        assert_eq!(
            order(
                "\"unix\",\"date\",\"symbol\",\"open\",\"high\",\"low\",\"close\",\"Volume BTC\",\"Volume USD\""
            ),
            [0, 3, 4, 5, 6, 7]
        );
        assert_eq!(order("Open time\tOpen\tHigh\tLow\tClose\tVolume\tClose time"), [0, 1, 2, 3, 4, 5]);
    }

    #[test]
    fn without_header_the_order_is_the_usual_one() {
        let layout = Layout::detect(b"1498906800000,1,2,0.5,1,3,1498910399999,0,1,0,0,0").unwrap();
        assert!(!layout.has_header);
        assert_eq!(layout.fields, 12);
        assert_eq!(
            Layout::detect(b"1498906800,1,2,0.5,1"),
            Err(ImportFault::MissingColumn { name: "volume" })
        );
    }

    #[test]
    fn missing_and_doubled_columns_are_named() {
        let fault = |line: &str| Layout::detect(line.as_bytes()).unwrap_err();
        assert_eq!(fault("time,open,high,low,volume"), ImportFault::MissingColumn { name: "close" });
        assert_eq!(fault("open,high,low,close,volume"), ImportFault::MissingColumn { name: "timestamp" });
        assert_eq!(
            fault("time,open,high,low,close,close,volume"),
            ImportFault::DuplicateColumn { name: "close".to_owned() }
        );
    }
}
