//! Real candles: imported, analysed, traded on their last price.

use std::io::Write;
use std::path::{Path, PathBuf};

use desk::api::market::{ImportRequest, Imported};
use desk::api::order::Protection;
use desk::api::recommendation::{AnalyseRequest, Period};
use desk::{Desk, DeskError, Session};
use domain::{Decision, InstrumentId, OrderStatus, Role, Side, Timeframe, VenueId};

use crate::attempts::question;
use crate::stage::*;

fn candles_file() -> Option<PathBuf> {
    let path =
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../../../shared/data/coinbase_BTC-USD_1h.csv"));
    if !path.exists() {
        eprintln!("skipped: {} is not there", path.display());
    }
    path.exists().then(|| path.to_owned())
}

fn btc() -> InstrumentId {
    InstrumentId::new(VenueId::new("coinbase"), "BTC/USD".parse().unwrap())
}

async fn import(desk: &Desk, session: &Session, path: &Path) -> Result<Imported, DeskError> {
    let request =
        ImportRequest { path: path.display().to_string(), instrument: btc(), timeframe: Some(Timeframe::H1) };
    desk.import_candles(session, request, Box::new(|_| {})).await
}

fn ask(strategy: &str) -> AnalyseRequest {
    AnalyseRequest {
        instrument: btc(),
        timeframe: Timeframe::H1,
        period: Period::LastCandles { count: 1000 },
        ..question(strategy)
    }
}

#[tokio::test]
async fn real_candles_are_analysed_and_traded() {
    let Some(file) = candles_file() else { return };
    let (stage, anna) = Stage::with_admin().await;
    let desk = &stage.desk;
    let vera = stage.join(&anna, "vera", Role::Viewer).await;
    assert_eq!(code(import(desk, &vera, &file).await), "not_allowed");
    assert!(desk.instruments(&anna).await.unwrap().iter().all(|i| i.live), "nothing was imported");
    let done = import(desk, &anna, &file).await.unwrap();
    assert_eq!((done.rows, done.inserted, done.duplicates), (20_111, 20_111, 0));
    let again = import(desk, &anna, &file).await.unwrap();
    assert_eq!((again.inserted, again.duplicates), (0, 20_111));

    let names: Vec<String> = desk.strategies(&anna).await.unwrap().into_iter().map(|s| s.name).collect();
    assert!(names.len() >= 5, "{names:?}");
    for name in &names {
        let said = desk.analyse(&anna, ask(name)).await.unwrap();
        assert_eq!((said.instrument, said.as_of_ms), (btc(), done.last), "{name}");
        assert_eq!(said.approval.is_some(), said.quantity.is_some() && said.refused_by.is_empty());
        assert!(!said.reason.text.is_empty());
        assert_eq!(said.decision == Decision::NoTrade, said.quantity.is_none(), "{name}");
        assert_eq!(code(desk.analyse(&vera, ask(name)).await), "not_allowed");
    }
    let bought = desk.analyse(&anna, ask("practice")).await.unwrap();
    let a = approval(desk, &anna, &bought.approval.unwrap()).await;
    desk.sign_approval(&anna, shown(&a)).await.unwrap();
    assert_eq!(code(desk.execute_approval(&vera, a.id.clone(), a.quantity).await), "not_allowed");
    let order = desk.execute_approval(&anna, a.id, a.quantity).await.unwrap();
    assert_eq!((order.status, order.filled, order.side), (OrderStatus::Filled, a.quantity, Side::Buy));
    let held = until(desk, &anna, "protection", |h| {
        h.positions.iter().any(|p| p.instrument == btc() && p.protection == Protection::Full)
    })
    .await;
    assert!(held.fills.iter().all(|f| f.price >= a.price_low && f.price <= a.price_high));

    // a recorded market is there again after a restart, with the position and its price
    let stage = stage.reopen().await;
    let anna = stage.login("anna").await;
    let position = stage.desk.holdings(&anna).await.unwrap().positions.remove(0);
    assert_eq!((position.quantity, position.protection), (a.quantity, Protection::Full));
    assert!(position.mark.is_some());
    stage.desk.close_position(&anna, btc()).await.unwrap();
    until(&stage.desk, &anna, "flat", |h| h.positions.is_empty()).await;
    stage.verified().await;
}

/// Newer candles move a recorded market; what was signed at the old price is not traded at the new one.
#[tokio::test]
async fn newer_candles_make_the_price_drift() {
    let dir = tempfile::tempdir().unwrap();
    let start = NOW - 400 * 3_600_000;
    let write = |name: &str, hours: std::ops::Range<i64>, price: f64| {
        let path = dir.path().join(name);
        let mut file = std::fs::File::create(&path).unwrap();
        writeln!(file, "timestamp_ms,open,high,low,close,volume").unwrap();
        for hour in hours {
            let (time, close) = (start + hour * 3_600_000, price + (hour % 3) as f64);
            writeln!(file, "{time},{close},{},{},{close},1.5", close + 2.0, close - 2.0).unwrap();
        }
        path
    };
    let (stage, anna) = Stage::with_admin().await;
    let desk = &stage.desk;
    import(desk, &anna, &write("old.csv", 0..300, 500.0)).await.unwrap();
    let said = desk.analyse(&anna, AnalyseRequest { period: Period::All, ..ask("practice") }).await.unwrap();
    let a = approval(desk, &anna, &said.approval.unwrap()).await;
    desk.sign_approval(&anna, shown(&a)).await.unwrap();
    import(desk, &anna, &write("new.csv", 300..310, 510.0)).await.unwrap();
    assert_eq!(code(desk.execute_approval(&anna, a.id.clone(), a.quantity).await), "drift");
    assert_eq!(stage.verified().await, 0);
}

#[tokio::test]
async fn a_broken_file_changes_nothing() {
    let (stage, anna) = Stage::with_admin().await;
    let path = stage.dir.path().join("broken.csv");
    let rows = format!("timestamp_ms,open,high,low,close,volume\n{NOW},1,2,0.5,1,1\n{NOW},1,2,0.5,abc,1\n");
    std::fs::write(&path, rows).unwrap();
    let head = stage.desk.tray_frame().await.unwrap().chain;
    let error = import(&stage.desk, &anna, &path).await.unwrap_err();
    assert_eq!((error.code.as_str(), error.exit_code()), ("bad_file", 6));
    assert_eq!((error.details["line"].as_str(), error.details["column"].as_str()), ("3", "close"));
    assert_eq!(stage.desk.tray_frame().await.unwrap().chain, head);
    assert!(stage.desk.instruments(&anna).await.unwrap().iter().all(|i| i.live));
}
