//! Sweeps and walks forward through the desk: followed, stopped, kept, written out.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use desk::api::recommendation::Period;
use desk::api::sweep::{SweepAxis, SweepExport, SweepView, TableFormat, WalkProgress};

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
async fn the_curve_of_a_cell_is_that_of_its_backtest_and_keeps_none() {
    let (stage, anna) = Stage::with_admin().await;
    let sweep = stage.desk.sweep(&anna, many(), Box::new(|_| ())).await.unwrap();
    let row = &sweep.best[0];
    let curve = stage.desk.sweep_curve(&anna, sweep.id.clone(), row.index).await.unwrap();
    assert_eq!(curve.len(), 3);
    assert!(curve.iter().all(|column| column.len() == curve[0].len()));
    assert!((curve[1].last().unwrap() / row.final_equity - 1.0).abs() < 1e-9);
    assert!(stage.desk.backtests(&anna).await.unwrap().is_empty());
    assert_eq!(code(stage.desk.sweep_curve(&anna, sweep.id, 3).await), "not_found");
}

#[tokio::test]
async fn a_stopped_sweep_goes_on_and_ends_as_if_it_never_stopped() {
    let (stage, anna) = Stage::with_admin().await;
    let mut request = many();
    let values = (2..=400).map(f64::from).collect();
    request.axes = vec![SweepAxis { name: "length".to_owned(), values }];
    let (desk, other) = (stage.desk.clone(), anna.clone());
    let runtime = tokio::runtime::Handle::current();
    let stop = Box::new(move |_: &[desk::SweepRow]| runtime.block_on(desk.cancel_sweep(&other)).unwrap());
    let stopped = stage.desk.sweep(&anna, request.clone(), stop).await.unwrap();
    assert!(!stopped.complete && stopped.done < stopped.total);
    let first = stage.desk.sweep_rows(&anna, stopped.id.clone()).await.unwrap();
    let heard = Arc::new(Mutex::new(BTreeSet::new()));
    let ear = Arc::clone(&heard);
    let hear = Box::new(move |rows: &[desk::SweepRow]| {
        ear.lock().unwrap().extend(rows.iter().map(|row| row.index));
    });
    let resumed = stage.desk.resume_sweep(&anna, stopped.id.clone(), hear).await.unwrap();
    let heard = heard.lock().unwrap().clone();
    assert_eq!((resumed.done, resumed.total, resumed.complete), (399, 399, true));
    assert_eq!(heard.len() + first[0].len(), 399, "what was done is not done again");
    assert!(first[0].iter().all(|index| !heard.contains(&(*index as u64))));
    // the same as one that was never stopped, kept in the place of the one that was
    stage.clock.advance(1000);
    let whole = stage.desk.sweep(&anna, request, Box::new(|_| ())).await.unwrap();
    assert_eq!((resumed.pbo, resumed.deflated_sharpe), (whole.pbo, whole.deflated_sharpe));
    assert_eq!(resumed.best, whole.best);
    let rows = |id: &str| stage.desk.sweep_rows(&anna, id.to_owned());
    assert_eq!(format!("{:?}", rows(&resumed.id).await), format!("{:?}", rows(&whole.id).await));
    let kept: Vec<(String, bool)> =
        stage.desk.sweeps(&anna).await.unwrap().into_iter().map(|s| (s.id, s.complete)).collect();
    assert_eq!(kept, [(whole.id, true), (resumed.id.clone(), true)]);
    // nothing is left to do
    let again = stage.desk.resume_sweep(&anna, resumed.id.clone(), Box::new(|_| panic!("a row"))).await;
    assert_eq!(again.unwrap(), resumed);
    assert_eq!(code(stage.desk.resume_sweep(&anna, "W-0".to_owned(), Box::new(|_| ())).await), "not_found");
}

#[tokio::test]
async fn a_walk_forward_is_followed_stopped_and_written_out() {
    let (stage, anna) = Stage::with_admin().await;
    let heard = Arc::new(Mutex::new(Vec::new()));
    let ear = Arc::clone(&heard);
    let hear = Box::new(move |p: WalkProgress| ear.lock().unwrap().push((p.done, p.windows)));
    let walk = stage.desk.walk_forward_followed(&anna, forward(), hear).await.unwrap();
    assert_eq!(*heard.lock().unwrap(), [(1, 3), (2, 3), (3, 3)]);
    let page = stage.desk.export_walk_forward(&anna, walk.id.clone(), None).await.unwrap();
    let html = std::fs::read_to_string(&page).unwrap();
    assert!(html.contains("in 3 windows") && html.contains("</html>"), "{page}");
    assert!(std::path::Path::new(&page).with_file_name("walk_forward.png").exists());
    let (desk, other) = (stage.desk.clone(), anna.clone());
    let runtime = tokio::runtime::Handle::current();
    let stop = Box::new(move |_| runtime.block_on(desk.cancel_walk_forward(&other)).unwrap());
    let stopped = stage.desk.walk_forward_followed(&anna, forward(), stop).await.unwrap_err();
    assert_eq!(stopped.code, "cancelled");
    assert_eq!((stopped.details["done"].as_str(), stopped.details["windows"].as_str()), ("1", "3"));
    assert_eq!(code(stage.desk.export_walk_forward(&anna, "F-0".to_owned(), None).await), "not_found");
}

#[tokio::test]
async fn a_sweep_is_written_out_as_a_report() {
    let (stage, anna) = Stage::with_admin().await;
    let sweep = stage.desk.sweep(&anna, many(), Box::new(|_| ())).await.unwrap();
    let folder = stage.desk.data_dir().join("mine").display().to_string();
    let export = SweepExport { sweep: sweep.id, format: TableFormat::Report, folder: Some(folder) };
    let page = std::path::PathBuf::from(stage.desk.export_sweep(&anna, export).await.unwrap());
    assert!(page.ends_with("report.html") && page.exists());
    for name in ["map.svg", "map.png", "sweep.csv"] {
        assert!(page.with_file_name(name).exists(), "{name}");
    }
}

#[tokio::test]
async fn fewer_candles_than_any_combination_needs_are_refused() {
    let (stage, anna) = Stage::with_admin().await;
    let mut request = many();
    request.base.period = Period::LastCandles { count: 10 };
    request.axes = vec![SweepAxis { name: "length".to_owned(), values: vec![60.0, 50.0] }];
    let error = stage.desk.sweep(&anna, request, Box::new(|_| ())).await.unwrap_err();
    assert_eq!((error.code.as_str(), error.details["given"].as_str()), ("strategy.too_few_candles", "10"));
    assert!(stage.desk.sweeps(&anna).await.unwrap().is_empty());
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
