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
