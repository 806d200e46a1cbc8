//! Every seed of the fuzz targets passes through the readers.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::path::Path;

use super::{binance, bitfinex, coinbase, kraken};

/// What a target is called, and how it reads.
type Target = (&'static str, fn(&[u8]));

const TARGETS: [Target; 4] =
    [("binance", binance), ("bitfinex", bitfinex), ("coinbase", coinbase), ("kraken", kraken)];

#[test]
fn every_seed_is_heard_and_so_is_every_beginning_of_it() {
    for (target, hear) in TARGETS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../fuzz/seeds").join(target);
        let files = std::fs::read_dir(&folder).unwrap_or_else(|e| unreachable!("{}: {e}", folder.display()));
        let mut heard = 0;
        for file in files {
            let path = file.unwrap().path();
            let seed = std::fs::read(&path).unwrap();
            println!("{}", path.display());
            hear(&seed);
            for cut in (0..seed.len()).step_by(seed.len() / 16 + 1) {
                hear(&seed[..cut]);
            }
            heard += 1;
        }
        assert!(heard > 3, "{target}: {heard} seeds");
    }
}
