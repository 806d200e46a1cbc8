//! A file by its path, or a stream: CSV text, the same packed with gzip or in a zip archive (as kline archives are), or Parquet.

use std::fs::File;
use std::io::{BufReader, Cursor, ErrorKind, Read, Seek, SeekFrom};
use std::path::Path;

use bytes::Bytes;
use flate2::read::MultiGzDecoder;
use zip::ZipArchive;

use super::parquet::{MAGIC, read_parquet};
use super::reader::read_candles;
use super::{ImportError, ImportFault, ImportOptions, Parsed, Progress};

/// Largest archive or Parquet file that is taken from a stream, where it must be held at once.
pub const MAX_STREAM_BYTES: u64 = 1 << 30;

/// What a file is, told from its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Text,
    Gzip,
    Archive,
    Parquet,
}

impl Form {
    fn of(beginning: &[u8]) -> Self {
        match beginning {
            [0x1F, 0x8B, ..] => Self::Gzip,
            b"PK\x03\x04" | b"PK\x05\x06" => Self::Archive,
            four if MAGIC.iter().any(|magic| magic.as_slice() == four) => Self::Parquet,
            _ => Self::Text,
        }
    }
}

/// Reads the candles of a file. An empty `options.file` becomes the file's own name.
pub fn read_path(
    path: &Path,
    options: &ImportOptions<'_>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Parsed, ImportError> {
    let mut options = options.clone();
    if options.file.is_empty() {
        options.file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    }
    let unreadable = |e: std::io::Error| of_file(&options, ImportFault::Unreadable { kind: e.kind() });
    let mut file = File::open(path).map_err(unreadable)?;
    let about = file.metadata().map_err(unreadable)?;
    if about.is_dir() {
        return Err(unreadable(ErrorKind::IsADirectory.into()));
    }
    let beginning = beginning(&mut file).map_err(unreadable)?;
    // What was read goes first, so that pipes work too.
    if file.seek(SeekFrom::Start(0)).is_err() {
        return read_begun(&beginning, file, &options, progress);
    }
    match Form::of(&beginning) {
        Form::Text => read_candles(file, Some(about.len()), &options, progress),
        Form::Gzip => read_gzip(file, &options, progress),
        Form::Archive => read_archive(BufReader::new(file), &options, progress),
        Form::Parquet => read_parquet(file, &options, progress),
    }
}

/// Reads candles from what has no path, as standard input. Text, packed with gzip or
/// not, is read as it comes; an archive or a Parquet file, which is read from its end, is held in memory up to [`MAX_STREAM_BYTES`].
pub fn read_stream(
    mut source: impl Read,
    options: &ImportOptions<'_>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Parsed, ImportError> {
    let beginning =
        beginning(&mut source).map_err(|e| of_file(options, ImportFault::Unreadable { kind: e.kind() }))?;
    read_begun(&beginning, source, options, progress)
}

fn of_file(options: &ImportOptions<'_>, reason: ImportFault) -> ImportError {
    ImportError { file: options.file.clone(), line: 0, column: None, reason }
}

fn beginning(source: &mut impl Read) -> std::io::Result<Vec<u8>> {
    let mut beginning = Vec::new();
    source.take(4).read_to_end(&mut beginning)?;
    Ok(beginning)
}

fn read_begun(
    beginning: &[u8],
    rest: impl Read,
    options: &ImportOptions<'_>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Parsed, ImportError> {
    let source = beginning.chain(rest);
    let form = Form::of(beginning);
    match form {
        Form::Text => return read_candles(source, None, options, progress),
        Form::Gzip => return read_gzip(source, options, progress),
        Form::Archive | Form::Parquet => {}
    }
    let mut all = Vec::new();
    source
        .take(MAX_STREAM_BYTES + 1)
        .read_to_end(&mut all)
        .map_err(|e| of_file(options, ImportFault::Unreadable { kind: e.kind() }))?;
    if all.len() as u64 > MAX_STREAM_BYTES {
        return Err(of_file(options, ImportFault::InputTooLarge { limit: MAX_STREAM_BYTES }));
    }
    if form == Form::Parquet {
        return read_parquet(Bytes::from(all), options, progress);
    }
    read_archive(Cursor::new(all), options, progress)
}

fn read_archive(
    source: impl Read + Seek,
    options: &ImportOptions<'_>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Parsed, ImportError> {
    let mut archive = ZipArchive::new(source).map_err(|_| of_file(options, ImportFault::BadArchive))?;
    let tables: Vec<String> =
        archive.file_names().filter(|n| n.to_lowercase().ends_with(".csv")).map(str::to_owned).collect();
    let [name] = tables.as_slice() else {
        return Err(of_file(options, ImportFault::ArchiveFiles { files: tables.len() }));
    };
    let table = archive.by_name(name).map_err(|_| of_file(options, ImportFault::BadArchive))?;
    let size = table.size();
    let inner = ImportOptions { file: format!("{}/{name}", options.file), ..options.clone() };
    read_candles(table, Some(size), &inner, progress).map_err(badly_packed)
}

fn read_gzip(
    source: impl Read,
    options: &ImportOptions<'_>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Parsed, ImportError> {
    read_candles(MultiGzDecoder::new(source), None, options, progress).map_err(badly_packed)
}

/// What cannot be read of something packed: its checksum or its data is wrong.
fn badly_packed(mut error: ImportError) -> ImportError {
    if matches!(error.reason, ImportFault::Unreadable { .. }) {
        error.reason = ImportFault::BadArchive;
    }
    error
}
