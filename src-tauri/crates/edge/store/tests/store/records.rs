use domain::Role;
use store::{Batch, JournalRow, PersonRow, RunInfo, RunRow, StoreError};

use crate::fixture::Scratch;

fn anna() -> PersonRow {
    PersonRow {
        name: "anna".into(),
        role: Role::Admin,
        password_hash: "$argon2id$v=19$...".into(),
        key_id: Some("7F3A".into()),
        public_key: Some("ab".repeat(32)),
        sealed_signing_key: Some(vec![0, 1, 255]),
        created_ms: 5,
        disabled: false,
        failed_logins: 0,
        locked_until_ms: None,
    }
}

#[tokio::test]
async fn people_are_added_once_and_changed() {
    let store = Scratch::new().await;
    let store = &store.store;
    store.add_person(&anna()).await.unwrap();
    assert!(matches!(store.add_person(&anna()).await, Err(StoreError::AlreadyExists { what: "person", .. })));
    let viewer = PersonRow {
        name: "åsa".into(),
        role: Role::Viewer,
        key_id: None,
        public_key: None,
        sealed_signing_key: None,
        ..anna()
    };
    store.add_person(&viewer).await.unwrap();
    let locked = PersonRow { disabled: true, failed_logins: 4, locked_until_ms: Some(99), ..anna() };
    store.update_person(&locked).await.unwrap();
    assert_eq!(store.person("anna").await.unwrap(), Some(locked.clone()));
    assert_eq!(store.people().await.unwrap(), [locked, viewer]);
    assert_eq!(store.person("Anna").await.unwrap(), None);
    let nobody = PersonRow { name: "nobody".into(), ..anna() };
    assert!(matches!(store.update_person(&nobody).await, Err(StoreError::NoSuch { what: "person", .. })));
}

#[tokio::test]
async fn settings_are_json_of_any_shape() {
    let scratch = Scratch::new().await;
    let store = &scratch.store;
    assert_eq!(store.setting::<u32>("port").await.unwrap(), None);
    store.set_setting("port", &1).await.unwrap();
    store.set_setting("port", &8080_u32).await.unwrap();
    store.set_setting("zones", &["UTC", "Asia/Bangkok"]).await.unwrap();
    assert_eq!(store.setting("port").await.unwrap(), Some(8080_u32));
    assert!(matches!(store.setting::<u32>("zones").await, Err(StoreError::Damaged { what: "setting", .. })));
    let all = store.settings().await.unwrap();
    assert_eq!(
        serde_json::to_value(all).unwrap(),
        serde_json::json!({"port": 8080, "zones": ["UTC", "Asia/Bangkok"]})
    );
}

#[tokio::test]
async fn sealed_bytes_come_back_as_they_were() {
    let scratch = Scratch::new().await;
    let store = &scratch.store;
    let records = [("b".to_owned(), vec![0, 255]), ("a".to_owned(), vec![])];
    store.put_sealed(&records).await.unwrap();
    store.put_sealed(&[("a".to_owned(), vec![9])]).await.unwrap();
    assert_eq!(store.sealed("a").await.unwrap(), Some(vec![9]));
    assert_eq!(
        store.sealed_all().await.unwrap(),
        [("a".to_owned(), vec![9]), ("b".to_owned(), vec![0, 255])]
    );
    assert!(store.remove_sealed("a").await.unwrap());
    assert_eq!(store.sealed("a").await.unwrap(), None);
}

#[tokio::test]
async fn runs_are_kept_newest_first() {
    let scratch = Scratch::new().await;
    let store = &scratch.store;
    let run = |id: &str, created_ms| RunRow {
        info: RunInfo { id: id.into(), created_ms, meta: serde_json::json!({"strategy": "rsi_cross"}) },
        result: (0..100_000_u32).flat_map(|i| (i / 100).to_le_bytes()).collect(),
    };
    store.save_run(&run("one", 1)).await.unwrap();
    store.save_run(&run("two", 2)).await.unwrap();
    assert!(matches!(
        store.save_run(&run("two", 3)).await,
        Err(StoreError::AlreadyExists { what: "run", .. })
    ));
    assert_eq!(store.runs(10).await.unwrap(), [run("two", 2).info, run("one", 1).info]);
    assert_eq!(store.run("one").await.unwrap(), Some(run("one", 1)));
    assert!(store.remove_run("one").await.unwrap());
    assert_eq!(store.run("one").await.unwrap(), None);
}

#[tokio::test]
async fn a_batch_is_stored_whole_or_not_at_all() {
    let scratch = Scratch::new().await;
    let store = &scratch.store;
    let batch = Batch {
        journal: vec![JournalRow { time_ms: 1, bytes: b"{}".to_vec() }],
        new_people: vec![anna()],
        sealed: vec![("key".into(), vec![1])],
        settings: vec![("instance".into(), serde_json::json!("desk-1"))],
        ledger: vec![vec![7]],
        ..Batch::default()
    };
    assert_eq!(store.commit_batch(&batch).await.unwrap().journal_seq, 1);
    let changed = PersonRow { failed_logins: 1, ..anna() };
    let nobody = PersonRow { name: "nobody".into(), ..anna() };
    let bad = Batch {
        new_people: vec![],
        changed_people: vec![changed, nobody],
        sealed: vec![("key".into(), vec![2])],
        ..batch
    };
    assert!(matches!(store.commit_batch(&bad).await, Err(StoreError::NoSuch { what: "person", .. })));
    assert_eq!(store.person("anna").await.unwrap(), Some(anna()));
    assert_eq!(store.sealed("key").await.unwrap(), Some(vec![1]));
    assert_eq!(store.setting("instance").await.unwrap(), Some("desk-1".to_owned()));
    assert_eq!(
        (store.journal_from(1, 9).await.unwrap().len(), store.ledger_all().await.unwrap().len()),
        (1, 1)
    );
}
