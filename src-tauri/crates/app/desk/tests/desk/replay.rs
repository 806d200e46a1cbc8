//! A recorded session, replayed, makes the same chain byte for byte.

use desk::{Desk, replay_store};
use domain::Side;
use store::{DATABASE_FILE, Store};

use crate::stage::*;

#[tokio::test]
async fn a_recorded_session_replays_to_the_same_chain() {
    let (stage, anna) = Stage::with_admin().await;
    let desk = &stage.desk;
    let waiting = pending(desk, &anna).await;
    desk.sign_approval(&anna, shown(&waiting)).await.unwrap();
    desk.execute_approval(&anna, waiting.id, waiting.quantity).await.unwrap();
    desk.place_order(&anna, market(Side::Buy, dec("3"))).await.unwrap();
    stage.pass(60_000).await;
    desk.pause(&anna, "lunch".to_owned()).await.unwrap();
    desk.close_position(&anna, sim()).await.unwrap();
    until(desk, &anna, "flat", |h| h.positions.is_empty()).await;
    let stage = stage.reopen().await;
    let anna = stage.login("anna").await;
    stage.desk.resume(&anna).await.unwrap();
    let held = stage.desk.holdings(&anna).await.unwrap();
    stage.desk.close().await;

    let store = Store::open_read_only(&stage.dir.path().join(DATABASE_FILE)).await.unwrap();
    let replayed = replay_store(&store).await.unwrap();
    assert_eq!(replayed.difference, None);
    assert_eq!(replayed.entries, store.chain_count().await.unwrap());
    assert!(replayed.rows > 20 && replayed.entries >= replayed.rows, "{replayed:?}");
    store.close().await;

    // and what a restart knows is what was known
    drop(stage.desk);
    let desk = Desk::open(config(stage.dir.path(), stage.clock.clone())).await.unwrap();
    let (anna, _) = desk.login("anna".to_owned(), PASS.to_owned()).await.unwrap();
    assert_eq!(desk.holdings(&anna).await.unwrap(), held);
}
