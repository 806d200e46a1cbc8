//! Every seed of the fuzz targets passes through the importer, whole and cut off.

use std::path::Path;

use store::import::{ImportOptions, read_stream};

#[test]
fn every_seed_gives_candles_in_order_or_a_reason() {
    // an archive that is cut off is refused whole
    for (target, least) in [("csv", 6), ("archive", 3)] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../fuzz/seeds").join(target);
        let mut read = 0;
        for file in std::fs::read_dir(&folder).expect("the seeds are there") {
            let path = file.expect("a file").path();
            let seed = std::fs::read(&path).expect("a seed");
            for length in (0..=seed.len()).rev().step_by(seed.len() / 40 + 1) {
                let options = ImportOptions { file: path.display().to_string(), ..ImportOptions::default() };
                if let Ok(parsed) = read_stream(&seed[..length], &options, &mut |_| {}) {
                    assert!(
                        parsed.candles.time_ms.is_sorted() && !parsed.candles.is_empty(),
                        "{}",
                        path.display()
                    );
                    read += 1;
                }
            }
        }
        assert!(read >= least, "{target}: {read}");
    }
}
