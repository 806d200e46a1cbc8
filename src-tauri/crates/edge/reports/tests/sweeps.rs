//! Reports on sweeps and walks forward from outside: files, pictures, page.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use backtest::Settings;
use backtest::sweep::{Metric, Row};
use domain::Timeframe;
use reports::{
    Format, Meta, ReportError, StretchFigures, SweepAxis, SweepPiece, SweepReport, Theme, WalkPiece,
    WalkReport, WalkWindow, sweep_artefact, walk_artefact, write_sweep_report, write_walk_report,
};

fn meta() -> Meta {
    Meta {
        strategy: "RSI <cross>".to_owned(),
        parameters: vec![("overbought".to_owned(), "70".to_owned())],
        symbol: "BTC/USD".to_owned(),
        venue: "Coinbase".to_owned(),
        timeframe: Timeframe::H1,
        settings: Settings::default(),
    }
}

fn axis(name: &str, values: impl IntoIterator<Item = u32>) -> SweepAxis {
    SweepAxis { name: name.to_owned(), values: values.into_iter().map(f64::from).collect() }
}

/// A broad hill, a needle and a valley; one combination was never tried.
fn rows(axes: &[SweepAxis]) -> Vec<Row> {
    let none = [f64::NAN];
    let second = axes.get(1).map_or(&none[..], |axis| &axis.values);
    let pairs = axes[0].values.iter().flat_map(|x| second.iter().map(move |y| (*x, *y)));
    let row = |(index, (x, y)): (usize, (f64, f64))| {
        let depth = if y.is_nan() { 30.0 } else { y };
        let hill = 1.4 * (-((x - 14.0) / 5.0).powi(2) - ((depth - 28.0) / 6.0).powi(2)).exp();
        let needle = if x == 7.0 && depth == 24.0 { 1.9 } else { 0.0 };
        let sharpe = hill + needle - 0.5 - 0.4 * (depth / 7.0).sin();
        Row {
            index: index as u64,
            params: if y.is_nan() { Box::new([x]) } else { Box::new([x, y]) },
            final_equity: 10_000.0 * (1.0 + sharpe / 3.0),
            total_return: sharpe / 3.0,
            sharpe: if x == 20.0 && depth == 20.0 { f64::NAN } else { sharpe },
            max_drawdown: 0.3 - sharpe / 10.0,
            trades: (40.0 + x) as u32,
            win_rate: 0.5 + sharpe / 10.0,
            profit_factor: 1.0 + sharpe / 2.0,
        }
    };
    let mut rows: Vec<Row> = pairs.enumerate().map(row).collect();
    rows.remove(3);
    rows
}

fn report<'a>(axes: &[SweepAxis], rows: &'a [Row], metric: Metric) -> SweepReport<'a> {
    SweepReport {
        axes: axes.to_vec(),
        rows,
        metric,
        combinations: rows.len() as u64 + 1,
        conflicting: 1,
        candles: 20_111,
        deflated_sharpe: Some(0.41),
        pbo: Some(0.62),
        buy_and_hold_return: 2.2,
    }
}

/// Twelve windows of 30 days after 180; every third training finds nothing.
fn walk() -> WalkReport {
    const DAY_MS: i64 = 86_400_000;
    const START_MS: i64 = 1_498_867_200_000;
    let stretch =
        |r: f64| StretchFigures { total_return: r, sharpe: Some(r * 9.0), max_drawdown: 0.2, trades: 4 };
    let window = |i: i64| WalkWindow {
        train_start_ms: START_MS + i * 30 * DAY_MS,
        test_start_ms: START_MS + (180 + i * 30) * DAY_MS,
        test_end_ms: START_MS + (210 + i * 30) * DAY_MS,
        params: vec![("length".to_owned(), 10.0 + i as f64), ("oversold".to_owned(), 30.0)],
        in_sample: (i % 3 != 2).then(|| stretch(0.2 + 0.05 * (i as f64).sin())),
        out_of_sample: stretch(0.06 * (i as f64 * 1.7).cos()),
    };
    let hours = 12 * 30 * 24;
    let equity = |i: i64| 10_000.0 * (1.0 + 0.1 * (i as f64 / 900.0).sin() + 0.01 * (i as f64 / 20.0).cos());
    WalkReport {
        windows: (0..12).map(window).collect(),
        time_ms: (0..hours).map(|i| START_MS + 180 * DAY_MS + i * 3_600_000).collect(),
        equity: (0..hours).map(equity).collect(),
        hold: (0..hours).map(|i| equity(2 * i) * (1.0 + i as f64 / 20_000.0)).collect(),
        capital: 10_000.0,
        joined: stretch(0.08),
        buy_and_hold_return: 0.3,
        best_cell_return: 0.9,
        efficiency: Some(0.21),
    }
}

fn names(paths: &[PathBuf]) -> BTreeSet<String> {
    paths.iter().map(|p| p.file_name().unwrap().to_str().unwrap().to_owned()).collect()
}

fn folder(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    eprintln!("report: {}", dir.display());
    dir
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn a_sweep_of_two_parameters_leaves_map_surface_table_and_page() {
    let axes = [axis("length", 5..25), axis("oversold", (20..=40).step_by(2))];
    let rows = rows(&axes);
    let dir = folder("sweep");
    let report = report(&axes, &rows, Metric::Sharpe);
    let written = write_sweep_report(&dir, &report, &meta()).unwrap();
    let expected = ["map.svg", "map.png", "surface.svg", "surface.png", "sweep.csv", "report.html"];
    assert_eq!(names(&written), set(&expected));
    for piece in [SweepPiece::Map, SweepPiece::Surface] {
        let dark = sweep_artefact(piece, Format::Png, &report, &meta(), Theme::Dark).unwrap();
        std::fs::write(dir.join(format!("{}-dark.png", piece.as_str())), dark).unwrap();
    }
    let csv = std::fs::read_to_string(dir.join("sweep.csv")).unwrap();
    assert_eq!(csv.lines().count(), rows.len() + 1);
    let svg = std::fs::read_to_string(dir.join("map.svg")).unwrap();
    let negative = rows.iter().filter(|row| row.sharpe < -0.05).count();
    let shown = svg.lines().filter(|line| line.starts_with('\u{2212}')).count();
    // the low end of the legend is one more
    assert_eq!(shown, negative + 1);
    let html = std::fs::read_to_string(dir.join("report.html")).unwrap();
    assert!(html.contains("Likely overfitted: in 62\u{2009}%"));
    assert!(html.contains("RSI &lt;cross&gt;") && !html.contains("<cross>") && !html.contains("<script"));
    assert_eq!(html.matches("http").count(), html.matches("http://www.w3.org/2000/svg").count());
    assert!(html.contains("<td>7</td><td>24</td>"), "the needle is the best by Sharpe");
}

#[test]
fn a_surface_has_a_facet_for_every_four_neighbours_that_are_known() {
    let axes = [axis("length", 5..25), axis("oversold", (20..=40).step_by(2))];
    let rows = rows(&axes);
    let report = report(&axes, &rows, Metric::TotalReturn);
    let svg = sweep_artefact(SweepPiece::Surface, Format::Svg, &report, &meta(), Theme::Light).unwrap();
    let svg = String::from_utf8(svg).unwrap();
    // the combination never tried lies at the edge and leaves out two, each cut in four by four; the floor is one more
    assert_eq!(svg.matches("<polygon").count(), (19 * 10 - 2) * 16 + 1);
    assert!(!svg.contains("NaN"));
}

#[test]
fn a_sweep_of_one_parameter_is_a_curve_and_has_no_surface() {
    let axes = [axis("length", 5..25)];
    let rows = rows(&axes);
    let dir = folder("sweep-one");
    let report = report(&axes, &rows, Metric::MaxDrawdown);
    let written = write_sweep_report(&dir, &report, &meta()).unwrap();
    assert_eq!(names(&written), set(&["map.svg", "map.png", "sweep.csv", "report.html"]));
    let error = sweep_artefact(SweepPiece::Surface, Format::Svg, &report, &meta(), Theme::Light).unwrap_err();
    assert!(matches!(error, ReportError::Unsupported { piece: "surface", .. }));
    let nothing = self::report(&axes, &[], Metric::Sharpe);
    let written = write_sweep_report(&folder("sweep-none"), &nothing, &meta()).unwrap();
    assert_eq!(names(&written), set(&["sweep.csv", "report.html"]));
}

#[test]
fn every_metric_is_drawn_and_a_large_grid_stays_small() {
    let axes = [axis("length", 1..1000), axis("level", 1..40)];
    let rows = rows(&axes);
    for metric in Metric::ALL {
        let report = report(&axes, &rows, metric);
        let svg = sweep_artefact(SweepPiece::Map, Format::Svg, &report, &meta(), Theme::Light).unwrap();
        assert!(svg.len() < 2_000_000, "{}: {} bytes", metric.as_str(), svg.len());
        assert!(String::from_utf8(svg).unwrap().contains("every 7th length"));
    }
}

#[test]
fn a_walk_forward_leaves_both_pictures_and_the_page() {
    let dir = folder("walk");
    let walk = walk();
    let written = write_walk_report(&dir, &walk, &meta()).unwrap();
    let expected = ["walk_forward.svg", "walk_forward.png", "windows.svg", "windows.png", "report.html"];
    assert_eq!(names(&written), set(&expected));
    for piece in [WalkPiece::Equity, WalkPiece::Windows] {
        let dark = walk_artefact(piece, Format::Png, &walk, &meta(), Theme::Dark).unwrap();
        std::fs::write(dir.join(format!("{}-dark.png", piece.as_str())), dark).unwrap();
        assert!(walk_artefact(piece, Format::Csv, &walk, &meta(), Theme::Dark).is_err());
    }
    let html = std::fs::read_to_string(dir.join("report.html")).unwrap();
    let gained = walk.windows.iter().filter(|w| w.out_of_sample.total_return > 0.0).count();
    assert!(html.contains(&format!("{gained} of 12 windows gained")));
    assert_eq!(html.matches("<tr><td class=\"word\">").count(), 12);
    assert!(html.contains("length 10, oversold 30"));
    let empty =
        WalkReport { windows: Vec::new(), time_ms: Vec::new(), equity: Vec::new(), hold: Vec::new(), ..walk };
    assert!(walk_artefact(WalkPiece::Equity, Format::Svg, &empty, &meta(), Theme::Light).is_ok());
}
