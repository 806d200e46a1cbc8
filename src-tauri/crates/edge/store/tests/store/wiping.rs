//! What was wiped is gone from the files, not only from the table.

use std::path::Path;

use store::Batch;

use crate::fixture::*;

/// Longer than a page, so that it lies on pages of its own too.
fn sealed(mark: u8) -> Vec<u8> {
    (0..9_000_u32).map(|i| (i * 31 % 251) as u8 ^ mark).collect()
}

/// Whether 64 bytes of it, from anywhere in it, stand in a file of the store.
fn found(dir: &Path, bytes: &[u8]) -> bool {
    let files = std::fs::read_dir(dir).unwrap().map(|f| std::fs::read(f.unwrap().path()).unwrap());
    let mut parts = bytes.chunks_exact(64);
    let all: Vec<Vec<u8>> = files.collect();
    parts.any(|part| all.iter().any(|file| file.windows(64).any(|w| w == part)))
}

#[tokio::test]
async fn wiped_bytes_are_in_no_file_of_the_store() {
    let scratch = Scratch::new().await;
    let store = &scratch.store;
    let names = ["key/1", "key/2", "key/3"].map(str::to_owned);
    let kept: Vec<_> = names.iter().cloned().zip([0, 91, 200].map(sealed)).collect();
    store.commit_batch(&Batch { sealed: kept.clone(), ..Batch::default() }).await.unwrap();
    assert!(store.wipe_log().await.unwrap());
    for (_, bytes) in &kept {
        assert!(found(scratch.dir.path(), bytes), "the search finds what is there");
    }
    let wiped = vec![names[1].clone(), "never there".to_owned()];
    store.commit_batch(&Batch { wiped, ..Batch::default() }).await.unwrap();
    assert!(store.wipe_log().await.unwrap());
    assert_eq!(store.sealed_all().await.unwrap(), [kept[0].clone(), kept[2].clone()]);
    let there: Vec<bool> = kept.iter().map(|(_, bytes)| found(scratch.dir.path(), bytes)).collect();
    assert_eq!(there, [true, false, true]);
}
