use sqlx::Connection;
use store::{Store, StoreError};

use crate::fixture::Scratch;

async fn change(path: &std::path::Path, sql: &'static str) {
    let url = format!("sqlite://{}?mode=rwc", path.display());
    let mut raw = sqlx::SqliteConnection::connect(&url).await.unwrap();
    sqlx::raw_sql(sql).execute(&mut raw).await.unwrap();
    raw.close().await.unwrap();
}

#[tokio::test]
async fn a_newer_database_is_refused_and_left_as_it_is() {
    let scratch = Scratch::new().await;
    scratch.store.close().await;
    change(&scratch.path(), "PRAGMA user_version = 99").await;
    let before = std::fs::read(scratch.path()).unwrap();
    for opened in [Store::open(&scratch.path()).await, Store::open_read_only(&scratch.path()).await] {
        match opened {
            Err(e @ StoreError::NewerSchema { found: 99, .. }) => {
                assert!(e.to_string().contains("update the app"))
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(std::fs::read(scratch.path()).unwrap(), before);
}

#[tokio::test]
async fn another_programs_database_is_not_touched() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("other.db");
    change(&path, "CREATE TABLE theirs (a)").await;
    assert!(matches!(Store::open(&path).await, Err(StoreError::NotOurs { found: 0, .. })));
    std::fs::write(&path, vec![b'x'; 8192]).unwrap();
    assert!(matches!(Store::open(&path).await, Err(StoreError::Database(_))));
}

#[tokio::test]
async fn a_reader_sees_what_is_committed_and_writes_nothing() {
    let scratch = Scratch::new().await;
    let reader = Store::open_read_only(&scratch.path()).await.unwrap();
    scratch.store.ledger_append(&[vec![1]]).await.unwrap();
    assert_eq!(reader.ledger_all().await.unwrap(), [vec![1]]);
    assert!(matches!(reader.ledger_append(&[vec![2]]).await, Err(StoreError::ReadOnly)));
    assert!(matches!(reader.commit(&[], &[]).await, Err(StoreError::ReadOnly)));
    assert!(matches!(
        Store::open_read_only(&scratch.dir.path().join("none.db")).await,
        Err(StoreError::NotFound { .. })
    ));
}

#[tokio::test]
async fn the_schema_is_strict_and_foreign_keys_hold() {
    let scratch = Scratch::new().await;
    let url = format!("sqlite://{}", scratch.path().display());
    let mut raw = sqlx::SqliteConnection::connect(&url).await.unwrap();
    let loose: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%' AND NOT strict",
    )
    .fetch_one(&mut raw)
    .await
    .unwrap();
    assert_eq!(loose, 0);
    let mode: String = sqlx::query_scalar("PRAGMA journal_mode").fetch_one(&mut raw).await.unwrap();
    assert_eq!(mode, "wal");
}

#[tokio::test]
async fn a_database_of_the_first_version_is_brought_up_to_date_and_keeps_what_it_holds() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("countersign.db");
    change(&path, include_str!("../../migrations/0001_first.sql")).await;
    change(&path, "PRAGMA user_version = 1; INSERT INTO setting VALUES ('port', '8080')").await;
    assert!(matches!(Store::open_read_only(&path).await, Err(StoreError::OlderSchema { found: 1, .. })));
    let store = Store::open(&path).await.unwrap();
    assert_eq!(store.setting("port").await.unwrap(), Some(8080_u32));
    assert!(store.scripts().await.unwrap().is_empty());
    store.close().await;
    assert!(Store::open_read_only(&path).await.is_ok());
}

#[tokio::test]
async fn versions_of_a_script_can_be_neither_changed_nor_removed() {
    let scratch = Scratch::new().await;
    let row =
        "INSERT INTO script_version VALUES ('rsi', 1, 'return 1', hex(zeroblob(32)), 1, 'anna', '', NULL)";
    change(&scratch.path(), row).await;
    let url = format!("sqlite://{}", scratch.path().display());
    let mut raw = sqlx::SqliteConnection::connect(&url).await.unwrap();
    for sql in ["UPDATE script_version SET source = 'x'", "DELETE FROM script_version"] {
        let refused = sqlx::raw_sql(sql).execute(&mut raw).await.unwrap_err().to_string();
        assert!(refused.contains("append only"), "{refused}");
    }
}
