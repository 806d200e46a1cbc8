//! One column, batch by batch, each value turned into what the candles need.

use parquet::column::reader::ColumnReaderImpl;
use parquet::data_type::DataType;

use crate::import::ImportFault;

/// Why a batch was refused.
pub(super) enum ColumnFault {
    /// The file itself cannot be decoded.
    Damaged,
    /// A value, by its place in the batch.
    At { row: usize, reason: ImportFault },
}

/// Room that is used again for each batch.
#[derive(Default)]
pub(super) struct Buffers {
    levels: Vec<i16>,
}

/// The next rows, at most `most`, into `out`; none at the end. A missing value is refused.
pub(super) fn read<T: DataType, V>(
    reader: &mut ColumnReaderImpl<T>,
    most: usize,
    buffers: &mut Buffers,
    out: &mut Vec<V>,
    mut convert: impl FnMut(&T::T) -> Result<V, ImportFault>,
) -> Result<(), ColumnFault> {
    out.clear();
    buffers.levels.clear();
    let mut raw: Vec<T::T> = Vec::new();
    let (rows, values, _) = reader
        .read_records(most, Some(&mut buffers.levels), None, &mut raw)
        .map_err(|_| ColumnFault::Damaged)?;
    if values < rows {
        let row = buffers.levels.iter().position(|level| *level == 0).unwrap_or(values);
        return Err(ColumnFault::At { row, reason: ImportFault::EmptyField });
    }
    out.reserve(raw.len());
    for (row, value) in raw.iter().enumerate() {
        out.push(convert(value).map_err(|reason| ColumnFault::At { row, reason })?);
    }
    Ok(())
}
