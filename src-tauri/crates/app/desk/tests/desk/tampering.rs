//! One byte of the database changed: the verifier names the entry it lies in.

use desk::{replay_store, verify_store};
use domain::Side;
use memchr::memmem;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use store::{ChainRow, DATABASE_FILE, Store};

use crate::stage::*;

const ROUNDS: usize = 25;
/// Long enough to lie in the file once, short enough to lie on one page.
const WINDOW: usize = 24;

/// Where that much of the line lies in the file, if it lies there once.
fn place(file: &[u8], line: &[u8], at: usize) -> Option<usize> {
    let mut places = memmem::find_iter(file, &line[at..at + WINDOW]);
    let first = places.next()?;
    places.next().is_none().then_some(first)
}

fn pick(rng: &mut StdRng, file: &[u8], rows: &[ChainRow]) -> (u64, usize) {
    loop {
        let row = &rows[rng.random_range(0..rows.len())];
        let at = rng.random_range(0..row.line.len() - WINDOW);
        if let Some(place) = place(file, &row.line, at) {
            return (row.seq.unsigned_abs(), place + rng.random_range(0..WINDOW));
        }
    }
}

#[tokio::test]
async fn a_changed_byte_is_found_and_its_entry_named() {
    let (stage, anna) = Stage::with_admin().await;
    let waiting = pending(&stage.desk, &anna).await;
    stage.desk.sign_approval(&anna, shown(&waiting)).await.unwrap();
    stage.desk.execute_approval(&anna, waiting.id, waiting.quantity).await.unwrap();
    stage.desk.place_order(&anna, market(Side::Sell, dec("1"))).await.unwrap();
    stage.desk.close().await;
    let path = stage.dir.path().join(DATABASE_FILE);
    let store = Store::open_read_only(&path).await.unwrap();
    let rows = store.chain_from(1, 10_000).await.unwrap();
    store.close().await;
    let sound = std::fs::read(&path).unwrap();

    let seed = seed();
    let mut rng = StdRng::seed_from_u64(seed);
    for _ in 0..ROUNDS {
        let (seq, place) = pick(&mut rng, &sound, &rows);
        let mut changed = sound.clone();
        changed[place] ^= rng.random_range(1..=255_u8);
        let copy = tempfile::tempdir().unwrap();
        let path = copy.path().join(DATABASE_FILE);
        std::fs::write(&path, &changed).unwrap();
        let store = Store::open_read_only(&path).await.unwrap();
        let failure = verify_store(&store, None).await.unwrap().result.unwrap_err();
        assert_eq!(failure.seq, seq, "{failure:?}, byte {place}, seed {seed}");
        let difference = replay_store(&store).await.unwrap().difference;
        assert_eq!(difference.and_then(|d| d.seq()), Some(seq), "byte {place}, seed {seed}");
        store.close().await;
    }
}
