use store::{NewScript, ScriptRow, Store, StoreError};

use crate::fixture::Scratch;

fn script(name: &str, source: &str, saved_ms: i64) -> NewScript {
    NewScript {
        name: name.into(),
        source: source.into(),
        sha256: "ab".repeat(32),
        saved_ms,
        saved_by: "anna".into(),
        note: format!("at {saved_ms}"),
        restored_from: None,
    }
}

async fn save(store: &Store, name: &str, source: &str, saved_ms: i64) -> ScriptRow {
    store.save_script(&script(name, source, saved_ms), false).await.unwrap()
}

#[tokio::test]
async fn every_save_is_a_version_and_none_is_lost() {
    let scratch = Scratch::new().await;
    let store = &scratch.store;
    assert_eq!(store.scripts().await.unwrap(), []);
    let first = save(store, "rsi", "return 1", 10).await;
    let second = save(store, "rsi", "return 2 -- ångström", 20).await;
    let other = save(store, "ema", "return 3", 30).await;
    assert_eq!((first.version, second.version, other.version), (1, 2, 1));
    assert_eq!((second.source.as_str(), second.note.as_str()), ("return 2 -- ångström", "at 20"));
    assert_eq!(store.scripts().await.unwrap(), [other, second.clone()]);
    assert_eq!(store.script_versions("rsi").await.unwrap(), [second.clone(), first.clone()]);
    assert_eq!(store.script("rsi", None).await.unwrap(), Some(second.clone()));
    assert_eq!(store.script("rsi", Some(1)).await.unwrap(), Some(first));
    assert_eq!(store.script("rsi", Some(3)).await.unwrap(), None);
    assert_eq!(store.script("RSI", None).await.unwrap(), None);
    // the same text again is the version there is; an earlier text is a new one
    assert_eq!(save(store, "rsi", "return 2 -- ångström", 40).await, second);
    let restored = NewScript { restored_from: Some(1), ..script("rsi", "return 1", 50) };
    let restored = store.save_script(&restored, false).await.unwrap();
    assert_eq!((restored.version, restored.restored_from), (3, Some(1)));
    assert_eq!(store.script("rsi", None).await.unwrap(), Some(restored));
}

#[tokio::test]
async fn a_new_script_takes_no_name_that_is_taken() {
    let scratch = Scratch::new().await;
    let store = &scratch.store;
    assert_eq!(store.save_script(&script("rsi", "return 1", 10), true).await.unwrap().version, 1);
    let again = store.save_script(&script("rsi", "return 2", 20), true).await;
    assert!(matches!(again, Err(StoreError::AlreadyExists { what: "script", .. })));
    assert_eq!(store.script_versions("rsi").await.unwrap().len(), 1);
}

#[tokio::test]
async fn saves_at_the_same_time_get_different_numbers() {
    let scratch = Scratch::new().await;
    let saves = (0..8).map(|i| {
        let store = scratch.store.clone();
        tokio::spawn(async move { save(&store, "rsi", &format!("return {i}"), i).await.version })
    });
    let mut versions = Vec::new();
    for one in saves.collect::<Vec<_>>() {
        versions.push(one.await.unwrap());
    }
    versions.sort_unstable();
    assert_eq!(versions, [1, 2, 3, 4, 5, 6, 7, 8]);
}
