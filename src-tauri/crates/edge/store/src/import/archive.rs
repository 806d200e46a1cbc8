//! A file by its path: CSV text, or a zip archive that holds one (as kline archives do).

use std::fs::File;
use std::io::{BufReader, ErrorKind, Read, Seek, SeekFrom};
use std::path::Path;

use zip::ZipArchive;

use super::reader::read_candles;
use super::{ImportError, ImportFault, ImportOptions, Parsed, Progress};

/// As [`read_candles`], from a path. An empty `options.file` becomes the file's own name.
pub fn read_path(
    path: &Path,
    options: &ImportOptions<'_>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Parsed, ImportError> {
    let mut options = options.clone();
    if options.file.is_empty() {
        options.file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    }
    let error = |reason| ImportError { file: options.file.clone(), line: 0, column: None, reason };
    let unreadable = |kind: ErrorKind| error(ImportFault::Unreadable { kind });
    let mut file = File::open(path).map_err(|e| unreadable(e.kind()))?;
    let about = file.metadata().map_err(|e| unreadable(e.kind()))?;
    if about.is_dir() {
        return Err(unreadable(ErrorKind::IsADirectory));
    }
    let mut magic = Vec::new();
    file.by_ref().take(4).read_to_end(&mut magic).map_err(|e| unreadable(e.kind()))?;
    if magic == b"PK\x03\x04" || magic == b"PK\x05\x06" {
        return read_archive(file, &options, progress);
    }
    // What was read goes first, so that pipes work too.
    match file.seek(SeekFrom::Start(0)) {
        Ok(_) => read_candles(file, Some(about.len()), &options, progress),
        Err(_) => read_candles(magic.as_slice().chain(file), None, &options, progress),
    }
}

fn read_archive(
    file: File,
    options: &ImportOptions<'_>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Parsed, ImportError> {
    let error = |reason| ImportError { file: options.file.clone(), line: 0, column: None, reason };
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|_| error(ImportFault::BadArchive))?;
    let tables: Vec<String> =
        archive.file_names().filter(|n| n.to_lowercase().ends_with(".csv")).map(str::to_owned).collect();
    let [name] = tables.as_slice() else {
        return Err(error(ImportFault::ArchiveFiles { files: tables.len() }));
    };
    let table = archive.by_name(name).map_err(|_| error(ImportFault::BadArchive))?;
    let size = table.size();
    let inner = ImportOptions { file: format!("{}/{name}", options.file), ..options.clone() };
    read_candles(table, Some(size), &inner, progress).map_err(|mut e| {
        // the checksum or the compressed data is wrong
        if matches!(e.reason, ImportFault::Unreadable { .. }) {
            e.reason = ImportFault::BadArchive;
        }
        e
    })
}
