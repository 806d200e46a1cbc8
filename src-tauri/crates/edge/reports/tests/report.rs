//! Reports from outside: files, structure, escaping.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;

use backtest::{BacktestResult, Settings};
use chrono_tz::Tz;
use domain::{Action, Candle, Candles, Timeframe};
use reports::{Format, Kind, Meta, ReportError, Theme, artefact, write_report};

/// Hourly candles on two waves, bought and sold every few days.
fn result(candles: usize) -> BacktestResult {
    let price = |i: usize| 4_000.0 + 1_500.0 * (i as f64 / 300.0).sin() + 120.0 * (i as f64 / 7.0).sin();
    let candle = |i: usize| Candle {
        time_ms: 1_500_000_000_000_i64.div_euclid(3_600_000) * 3_600_000 + i as i64 * 3_600_000,
        open: price(i),
        high: price(i).max(price(i + 1)) + 5.0,
        low: price(i).min(price(i + 1)) - 5.0,
        close: price(i + 1),
        volume: 1.0,
    };
    let candles = Candles::from_candles(Timeframe::H1, (0..candles).map(candle));
    let action = |i: usize| match i % 67 {
        11 => Action::Buy,
        44 => Action::Sell,
        _ => Action::Hold,
    };
    let actions: Vec<Action> = (0..candles.len()).map(action).collect();
    backtest::run(&candles, &actions, &Settings::default(), Tz::Europe__Stockholm).unwrap()
}

fn meta() -> Meta {
    Meta {
        strategy: "RSI <cross>".to_owned(),
        parameters: vec![("length".to_owned(), "14 & \"more\"".to_owned())],
        symbol: "BTC/USD".to_owned(),
        venue: "Coinbase".to_owned(),
        timeframe: Timeframe::H1,
        settings: Settings::default(),
    }
}

fn text(kind: Kind, format: Format, result: &BacktestResult) -> String {
    String::from_utf8(artefact(kind, format, result, &meta(), Theme::Light).unwrap()).unwrap()
}

#[test]
fn every_promised_file_is_written() {
    let dir = tempfile::tempdir().unwrap();
    let result = result(2_000);
    let written = write_report(&dir.path().join("new/report"), &result, &meta()).unwrap();
    let names: BTreeSet<_> =
        written.iter().map(|p| p.file_name().unwrap().to_str().unwrap().to_owned()).collect();
    let pictures =
        ["equity", "drawdown", "distribution", "heatmap_return", "heatmap_winrate", "heatmap_counts"];
    let expected: BTreeSet<_> = pictures
        .iter()
        .flat_map(|p| [format!("{p}.svg"), format!("{p}.png")])
        .chain(["trades.csv", "result.json", "report.html"].map(str::to_owned))
        .collect();
    assert_eq!(names, expected);
    for path in &written {
        assert!(std::fs::metadata(path).unwrap().len() > 200, "{}", path.display());
    }
    let json: serde_json::Value = serde_json::from_slice(&std::fs::read(&written[13]).unwrap()).unwrap();
    assert_eq!(json["trades"], result.summary.trade_list.len());
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("occupied");
    std::fs::write(&file, "x").unwrap();
    let error = write_report(&file.join("sub"), &result(100), &meta()).unwrap_err();
    assert!(matches!(&error, ReportError::Write { .. }));
    assert!(error.to_string().contains("occupied"), "{error}");
}

#[test]
fn pngs_are_twice_the_size_of_svgs_in_both_themes() {
    let result = result(300);
    for kind in Kind::PICTURES {
        let svg = text(kind, Format::Svg, &result);
        let size = |name: &str| {
            let from = svg.find(&format!(" {name}=\"")).unwrap() + name.len() + 3;
            svg[from..].split('"').next().unwrap().parse::<u32>().unwrap()
        };
        let light = artefact(kind, Format::Png, &result, &meta(), Theme::Light).unwrap();
        let dark = artefact(kind, Format::Png, &result, &meta(), Theme::Dark).unwrap();
        assert_ne!(light, dark);
        assert_eq!(light[..8], *b"\x89PNG\r\n\x1a\n");
        let at = |i: usize| u32::from_be_bytes(light[i..i + 4].try_into().unwrap());
        assert_eq!((at(16), at(20)), (2 * size("width"), 2 * size("height")), "{kind}");
    }
}

#[test]
fn a_heatmap_has_a_cell_for_every_hour_that_was_entered_and_a_dot_for_every_other() {
    let result = result(5_000);
    let entered: u32 =
        result.summary.heatmaps.counts.iter().flatten().map(|count| u32::from(*count > 0)).sum();
    for kind in [Kind::HeatmapReturn, Kind::HeatmapWinrate, Kind::HeatmapCounts] {
        let svg = text(kind, Format::Svg, &result);
        // 37 by 30 pixels less the gap of 2, at four units a pixel; plotters writes the last unit, not the one after.
        let cells = svg.matches("width=\"139\" height=\"111\"").count();
        let dots = svg.matches("width=\"7\" height=\"7\"").count();
        assert_eq!((cells, dots), (entered as usize, 168 - entered as usize), "{kind}");
    }
    let svg = text(Kind::HeatmapReturn, Format::Svg, &result);
    let losses =
        result.summary.heatmaps.mean_return.iter().flatten().flatten().filter(|r| **r <= -0.0005).count();
    let minus = svg.lines().filter(|line| line.starts_with('\u{2212}') && !line.contains('%')).count();
    assert!(losses > 0);
    assert_eq!(minus, losses);
}

#[test]
fn svgs_are_well_formed_and_refer_to_nothing_outside() {
    for candles in [1, 2, 50, 3_000] {
        let result = result(candles);
        for kind in Kind::PICTURES {
            let svg = text(kind, Format::Svg, &result);
            assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\""));
            assert!(svg.ends_with("</svg>\n"));
            assert_eq!(svg.matches("<text").count(), svg.matches("</text>").count());
            assert_eq!(svg.matches("http").count(), 1, "{kind}");
            assert!(!svg.contains("NaN") && !svg.contains("inf\""), "{kind} on {candles} candles");
        }
    }
}

#[test]
fn the_page_stands_alone_and_escapes_what_it_is_given() {
    let html = text(Kind::Report, Format::Html, &result(2_000));
    assert!(html.contains("RSI &lt;cross&gt;") && html.contains("14 &amp; &quot;more&quot;"));
    assert!(!html.contains("<cross>"));
    assert!(!html.contains("<script") && !html.contains("href=") && !html.contains("src=\""));
    assert_eq!(html.matches("http").count(), html.matches("http://www.w3.org/2000/svg").count());
    assert_eq!(html.matches("<svg").count(), html.matches("</svg>").count());
    assert_eq!(html.matches("type=\"radio\"").count(), 3);
}

/// The page without its fonts, style, and the inside of its pictures.
fn skeleton(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    for (open, close) in [("<style>", "</style>")].into_iter().chain([("role=\"img\"", "</svg>")].repeat(6)) {
        let from = rest.find(open).unwrap() + open.len();
        let to = rest[from..].find(close).unwrap() + from;
        out.push_str(&rest[..from]);
        out.push_str("...");
        rest = &rest[to..];
    }
    out + rest
}

#[test]
fn the_page_has_this_skeleton() {
    insta::assert_snapshot!("report", skeleton(&text(Kind::Report, Format::Html, &result(150))));
}

#[test]
fn the_trades_are_these_rows() {
    insta::assert_snapshot!("trades", text(Kind::Trades, Format::Csv, &result(150)));
}

#[test]
fn what_has_no_such_form_is_refused_with_the_choices() {
    let result = result(50);
    let error = artefact(Kind::Equity, Format::Csv, &result, &meta(), Theme::Light).unwrap_err();
    assert_eq!(error.to_string(), "equity cannot be exported as csv; choose one of svg, png");
    for (kind, format) in
        [(Kind::Trades, Format::Json), (Kind::Result, Format::Html), (Kind::Report, Format::Png)]
    {
        assert!(matches!(
            artefact(kind, format, &result, &meta(), Theme::Light),
            Err(ReportError::Unsupported { .. })
        ));
    }
}
