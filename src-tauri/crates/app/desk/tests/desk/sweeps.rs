//! Sweeps and walks forward through the desk: followed, stopped, kept, written out.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use desk::api::sweep::{SweepAxis, SweepExport, SweepView, TableFormat};

use crate::attempts::{forward, many, trial};
use crate::stage::*;

#[tokio::test]
async fn every_row_is_heard_once_and_the_best_is_what_its_backtest_says() {
    let (stage, anna) = Stage::with_admin().await;
    let heard = Arc::new(Mutex::new(Vec::new()));
    let ear = Arc::clone(&heard);
    let hear =
        Box::new(move |rows: &[desk::SweepRow]| ear.lock().unwrap().extend(rows.iter().map(|r| r.index)));
    let sweep = stage.desk.sweep(&anna, many(), hear).await.unwrap();
    assert_eq!((sweep.total, sweep.done, sweep.complete), (3, 3, true));
    let heard = heard.lock().unwrap().clone();
    assert_eq!((heard.len(), heard.into_iter().collect::<BTreeSet<u64>>()), (3, BTreeSet::from([0, 1, 2])));
    for row in &sweep.best {
        let mut alone = trial();
        alone.params.insert("length".to_owned(), row.params[0]);
        let figures = stage.desk.backtest(&anna, alone).await.unwrap().figures;
        assert!((figures.final_equity / row.final_equity - 1.0).abs() < 1e-9, "{row:?}");
        assert_eq!(figures.trades, row.trades);
    }
}

#[tokio::test]
async fn a_sweep_is_kept_over_a_restart_with_all_its_rows() {
    let (stage, anna) = Stage::with_admin().await;
    let sweep = stage.desk.sweep(&anna, many(), Box::new(|_| ())).await.unwrap();
    let rows = stage.desk.sweep_rows(&anna, sweep.id.clone()).await.unwrap();
    assert_eq!((rows.len(), rows[0].clone()), (8, vec![0.0, 1.0, 2.0]));
    let stage = stage.reopen().await;
    let anna = stage.login("anna").await;
    let kept = stage.desk.sweeps(&anna).await.unwrap();
    let best = |s: &SweepView| s.best.iter().map(|row| row.params.clone()).collect::<Vec<_>>();
    assert_eq!(kept.len(), 1);
    assert_eq!((&kept[0].id, &kept[0].request, best(&kept[0])), (&sweep.id, &sweep.request, best(&sweep)));
    let again = stage.desk.sweep_rows(&anna, sweep.id.clone()).await.unwrap();
    assert_eq!(format!("{again:?}"), format!("{rows:?}"));
    assert_eq!(code(stage.desk.sweep_rows(&anna, "W-0".to_owned()).await), "not_found");
    for (format, begins) in [(TableFormat::Csv, &b"length,final_equity"[..]), (TableFormat::Parquet, b"PAR1")]
    {
        let export = SweepExport { sweep: sweep.id.clone(), format, folder: None };
        let path = stage.desk.export_sweep(&anna, export).await.unwrap();
        assert!(std::fs::read(&path).unwrap().starts_with(begins), "{path}");
    }
}

#[tokio::test]
async fn a_sweep_that_is_stopped_answers_with_what_it_has() {
    let (stage, anna) = Stage::with_admin().await;
    let mut request = many();
    let values = (2..=2000).map(f64::from).collect();
    request.axes = vec![SweepAxis { name: "length".to_owned(), values }];
    // stopped from within the first rows: what was begun ends, and nothing more is begun
    let (desk, other) = (stage.desk.clone(), anna.clone());
    let runtime = tokio::runtime::Handle::current();
    let stop = Box::new(move |_: &[desk::SweepRow]| runtime.block_on(desk.cancel_sweep(&other)).unwrap());
    let sweep = stage.desk.sweep(&anna, request, stop).await.unwrap();
    assert!(
        !sweep.complete && sweep.done > 0 && sweep.done < sweep.total,
        "{} of {}",
        sweep.done,
        sweep.total
    );
    assert_eq!((sweep.pbo, sweep.deflated_sharpe), (None, None));
}

#[tokio::test]
async fn a_walk_forward_tests_on_what_came_after_and_bad_requests_keep_nothing() {
    let (stage, anna) = Stage::with_admin().await;
    let walk = stage.desk.walk_forward(&anna, forward()).await.unwrap();
    assert_eq!(walk.windows.len(), 3);
    assert!(walk.windows.windows(2).all(|w| w[0].test_end_ms == w[1].test_start_ms));
    assert_eq!(walk.curve_ms.len(), walk.curve_equity.len());
    let mut twice = many();
    twice.axes[0].values.push(7.0);
    assert_eq!(code(stage.desk.sweep(&anna, twice, Box::new(|_| ())).await), "grid");
    let mut huge = many();
    let level = |name: &str| SweepAxis {
        name: name.to_owned(),
        values: (0..4000).map(|v| f64::from(v) / 100.0).collect(),
    };
    huge.axes = vec![level("oversold"), level("overbought")];
    assert_eq!(code(stage.desk.sweep(&anna, huge, Box::new(|_| ())).await), "grid_too_large");
    assert!(stage.desk.sweeps(&anna).await.unwrap().is_empty());
}
