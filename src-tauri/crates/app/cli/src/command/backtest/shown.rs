//! A backtest as people read it.

use std::path::PathBuf;

use backtest::Summary;
use desk::Figures;
use domain::Candles;

use super::Timing;
use crate::table::{facts, figure, percent};
use crate::time;

pub fn figures(f: &Figures, candles: &Candles) -> String {
    let at = |t: Option<i64>| t.map_or_else(|| "-".to_owned(), time::shown);
    let first = at(candles.time_ms.first().copied());
    let last = at(candles.time_ms.last().copied());
    facts([
        ("candles", format!("{} of {}, {first} to {last}", candles.len(), candles.timeframe)),
        ("final equity", figure(Some(f.final_equity), 2)),
        ("total return", percent(Some(f.total_return))),
        ("annualised return", percent(f.annualized_return)),
        ("buy and hold", percent(Some(f.buy_and_hold_return))),
        ("maximum drawdown", percent(Some(f.max_drawdown))),
        ("  from", at(f.max_drawdown_start)),
        ("  to", at(f.max_drawdown_end)),
        ("Sharpe", figure(f.sharpe, 3)),
        ("Sortino", figure(f.sortino, 3)),
        ("Calmar", figure(f.calmar, 3)),
        ("trades", f.trades.to_string()),
        ("win rate", percent(f.win_rate)),
        ("profit factor", figure(f.profit_factor, 3)),
        ("expectancy", percent(f.expectancy)),
        ("exposure", percent(Some(f.exposure))),
        ("fees paid", figure(Some(f.fees_paid), 2)),
    ])
}

/// The verdict in words, and what to know before trusting it.
pub fn words(summary: &Summary) -> String {
    let warnings = summary.warnings.iter().map(|warning| format!("warning: {}.\n", warning.text));
    format!("\n{}\n{}", summary.verdict.text, warnings.collect::<String>())
}

pub fn footer(t: &Timing, report: &Option<PathBuf>) -> String {
    let timing = format!(
        "\nloaded in {:.1} ms, run in {:.1} ms ({:.0} candles/s)\n",
        t.load_ms, t.run_ms, t.bars_per_second
    );
    match report {
        Some(dir) => timing + &format!("report: {}\n", dir.join("report.html").display()),
        None => timing,
    }
}
