use sqlx::Connection;
use store::{ChainFilter, ChainRow, Committed, JournalRow, StoreError};

use crate::fixture::Scratch;

fn entry(seq: i64, kind: &str, actor: &str, time_ms: i64) -> ChainRow {
    let line = format!(
        r#"{{"actor":"{actor}","body":{{"note":"Räksmörgås {seq}"}},"kind":"{kind}","prev":"00","seq":{seq},"time_ms":{time_ms}}}"#
    );
    ChainRow { seq, line: line.into_bytes(), hash: format!("{seq:064x}") }
}

fn input(n: i64) -> JournalRow {
    JournalRow { time_ms: n, bytes: format!("{{\"n\":{n}}}").into_bytes() }
}

#[tokio::test]
async fn journal_and_chain_are_stored_together_or_not_at_all() {
    let scratch = Scratch::new().await;
    let store = &scratch.store;
    let first = [entry(1, "chain.opened", "system", 1), entry(2, "login.ok", "user:anna", 2)];
    let done = store.commit(&[input(1), input(2)], &first).await.unwrap();
    assert_eq!(done, Committed { journal_seq: 2, chain_seq: 2 });
    // entry 4 does not follow entry 2, so the journal row must not be there either
    let refused = store.commit(&[input(3)], &[entry(4, "login.ok", "user:anna", 3)]).await;
    assert!(matches!(refused, Err(StoreError::ChainOutOfStep { expected: 3, got: 4 })));
    let damaged = ChainRow { line: vec![0xFF], ..entry(3, "login.ok", "system", 3) };
    assert!(matches!(store.commit(&[input(3)], &[damaged]).await, Err(StoreError::ChainNotText { seq: 3 })));
    assert_eq!(store.commit(&[], &[]).await.unwrap(), done);
    let rows = store.journal_from(1, 100).await.unwrap();
    assert_eq!(
        rows.iter().map(|r| (r.seq, r.bytes.clone())).collect::<Vec<_>>(),
        [(1, b"{\"n\":1}".to_vec()), (2, b"{\"n\":2}".to_vec()),]
    );
    assert_eq!(store.journal_from(2, 1).await.unwrap().len(), 1);
    assert_eq!(store.chain_from(1, 100).await.unwrap(), first);
    assert_eq!(store.chain_last().await.unwrap().as_ref(), first.last());
    assert_eq!(store.chain_count().await.unwrap(), 2);
}

#[tokio::test]
async fn pages_of_the_log_are_filtered_newest_first() {
    let scratch = Scratch::new().await;
    let kinds =
        ["chain.opened", "order.proposed", "order.signed", "login.failed", "order.filled", "orders.other"];
    let rows: Vec<ChainRow> = (1..)
        .zip(kinds)
        .map(|(seq, kind)| entry(seq, kind, if seq % 2 == 0 { "user:anna" } else { "system" }, seq * 10))
        .collect();
    scratch.store.commit(&[], &rows).await.unwrap();
    let seqs = async |filter: ChainFilter, before, limit| {
        let page = scratch.store.chain_page(&filter, before, limit).await.unwrap();
        page.into_iter().map(|r| r.seq).collect::<Vec<_>>()
    };
    let all = ChainFilter::default;
    assert_eq!(seqs(all(), None, 3).await, [6, 5, 4]);
    assert_eq!(seqs(all(), Some(4), 3).await, [3, 2, 1]);
    let kind = |k: &str| ChainFilter { kind_prefix: Some(k.to_owned()), ..all() };
    assert_eq!(seqs(kind("order."), None, 9).await, [5, 3, 2]);
    assert_eq!(seqs(kind("order_"), None, 9).await, Vec::<i64>::new());
    assert_eq!(seqs(ChainFilter { actor: Some("user:anna".into()), ..kind("order.") }, None, 9).await, [2]);
    assert_eq!(
        seqs(ChainFilter { text: Some("räksmörgÅS 4".into()), ..all() }, None, 9).await,
        Vec::<i64>::new()
    );
    assert_eq!(seqs(ChainFilter { text: Some("RäKSmörgås 4".into()), ..all() }, None, 9).await, [4]);
    assert_eq!(seqs(ChainFilter { from_ms: Some(20), to_ms: Some(40), ..all() }, None, 9).await, [3, 2]);
}

#[tokio::test]
async fn nothing_rewrites_journal_chain_or_ledger_and_a_changed_byte_shows() {
    let scratch = Scratch::new().await;
    let rows = [entry(1, "chain.opened", "system", 1), entry(2, "login.ok", "user:anna", 2)];
    scratch.store.commit(&[input(1)], &rows).await.unwrap();
    scratch.store.ledger_append(&[vec![0, 255], vec![7]]).await.unwrap();
    assert_eq!(scratch.store.ledger_all().await.unwrap(), [vec![0, 255], vec![7]]);
    scratch.store.close().await;
    let url = format!("sqlite://{}", scratch.path().display());
    let mut raw = sqlx::SqliteConnection::connect(&url).await.unwrap();
    for forbidden in [
        "UPDATE journal SET bytes = x'00'",
        "DELETE FROM journal",
        "UPDATE chain SET line = '{}'",
        "DELETE FROM chain WHERE seq = 2",
        "UPDATE paper_ledger SET bytes = x'00'",
        "DELETE FROM paper_ledger",
    ] {
        let message = sqlx::query(forbidden).execute(&mut raw).await.unwrap_err().to_string();
        assert!(message.contains("append only"), "{forbidden}: {message}");
    }
    raw.close().await.unwrap();
    let mut file = std::fs::read(scratch.path()).unwrap();
    let at = file.windows(8).position(|w| w == b"login.ok").unwrap();
    file[at] = 0xFF;
    std::fs::write(scratch.path(), file).unwrap();
    let reopened = store::Store::open_read_only(&scratch.path()).await.unwrap();
    let read = reopened.chain_from(1, 10).await.unwrap();
    assert_eq!(read[0], rows[0]);
    let differing = |a: &[u8], b: &[u8]| a.iter().zip(b).filter(|(a, b)| a != b).count();
    assert_eq!(differing(&read[1].line, &rows[1].line), 1);
    // a page of the log still opens beside the damaged line
    assert_eq!(reopened.chain_page(&ChainFilter::default(), None, 10).await.unwrap().len(), 2);
}

#[tokio::test]
async fn many_tasks_write_and_nothing_is_lost() {
    let scratch = Scratch::new().await;
    let tasks: Vec<_> = (0..20)
        .map(|n| {
            let store = scratch.store.clone();
            tokio::spawn(async move { store.commit(&[input(n)], &[]).await.map(|c| c.journal_seq) })
        })
        .collect();
    let mut seqs = Vec::new();
    for task in tasks {
        seqs.push(task.await.unwrap().unwrap());
    }
    seqs.sort_unstable();
    assert_eq!(seqs, (1..=20).collect::<Vec<_>>());
}
