//! The figures and the set-up as lists of names and values.

use std::fmt::Write;

use backtest::Figures;

use super::escape;
use crate::Meta;
use crate::number::{grouped, or_dash, percent, signed, signed_percent};

pub(super) fn write(html: &mut String, f: &Figures) {
    let fraction = |value: Option<f64>| or_dash(value, |v| percent(v, 2));
    let ratio = |value: Option<f64>| or_dash(value, |v| signed(v, 2));
    html.push_str("<dl class=\"card figures\">\n");
    item(html, "Return, after fees", &signed_percent(f.total_return, 2), direction(f.total_return));
    item(html, "Buy and hold", &signed_percent(f.buy_and_hold_return, 2), direction(f.buy_and_hold_return));
    item(html, "Final equity", &grouped(f.final_equity, 2), "");
    item(html, "Return a year", &or_dash(f.annualized_return, |v| signed_percent(v, 2)), "");
    item(html, "Sharpe", &ratio(f.sharpe), "");
    item(html, "Sortino", &ratio(f.sortino), "");
    item(html, "Calmar", &ratio(f.calmar), "");
    item(html, "Maximum drawdown", &percent(-f.max_drawdown, 2), "");
    item(html, "Trades", &grouped(f.trades.into(), 0), "");
    item(html, "Won", &fraction(f.win_rate), "");
    item(html, "Profit factor", &or_dash(f.profit_factor, |v| grouped(v, 2)), "");
    item(html, "Mean return of a trade", &or_dash(f.expectancy, |v| signed_percent(v, 2)), "");
    item(html, "Exposure", &percent(f.exposure, 1), "");
    item(html, "Fees paid", &grouped(f.fees_paid, 2), "");
    html.push_str("</dl>\n");
}

pub(super) fn write_set_up(html: &mut String, meta: &Meta) {
    html.push_str("<h2>Set-up</h2>\n<dl class=\"card figures\">\n");
    for (name, value) in meta.set_up() {
        item(html, &name, &value, "");
    }
    html.push_str("</dl>\n");
}

pub(super) fn item(html: &mut String, name: &str, value: &str, class: &str) {
    let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
    let _ = writeln!(html, "<div><dt>{}</dt><dd{class}>{}</dd></div>", escape(name), escape(value));
}

/// The class that colours a change; zero has none.
pub(super) fn direction(value: f64) -> &'static str {
    match value {
        v if v > 0.0 => "up",
        v if v < 0.0 => "down",
        _ => "",
    }
}
