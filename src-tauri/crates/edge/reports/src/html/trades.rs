//! The trade list as a table.

use std::fmt::Write;

use backtest::{ExitReason, Trade};
use chrono_tz::Tz;

use super::figures::direction;
use crate::calendar::minute;
use crate::number::{grouped, signed, signed_percent};

/// A page with more rows is slow to open; the CSV has them all.
const MOST_ROWS: usize = 1_000;

pub(super) fn write(html: &mut String, trades: &[Trade], zone: Tz) {
    html.push_str("<h2>Trades</h2>\n");
    if trades.is_empty() {
        html.push_str("<p class=\"quiet\">No trade was closed.</p>\n");
        return;
    }
    if trades.len() > MOST_ROWS {
        let (first, all) = (grouped(MOST_ROWS as f64, 0), grouped(trades.len() as f64, 0));
        let _ = writeln!(html, "<p class=\"quiet\">The first {first} of {all}; trades.csv holds all.</p>");
    }
    html.push_str(
        "<div class=\"card scroll\"><table>\n<thead><tr><th class=\"word\">Entry</th><th class=\"word\">Exit</th>\
         <th class=\"word\">Side</th><th>Entry price</th><th>Exit price</th><th>Quantity</th><th>Profit</th>\
         <th>Return</th><th>Fees</th><th class=\"word\">Closed by</th></tr></thead>\n<tbody>\n",
    );
    let shown = &trades[..trades.len().min(MOST_ROWS)];
    let prices = decimals(shown.iter().flat_map(|t| [t.entry_price, t.exit_price]));
    let quantities = decimals(shown.iter().map(|t| t.quantity));
    for t in shown {
        row(html, t, zone, (prices, quantities));
    }
    html.push_str("</tbody>\n</table></div>\n");
}

fn row(html: &mut String, t: &Trade, zone: Tz, (prices, quantities): (usize, usize)) {
    let _ = writeln!(
        html,
        "<tr><td class=\"word\">{}</td><td class=\"word\">{}</td><td class=\"word\">{}</td><td>{}</td><td>{}</td>\
         <td>{}</td><td>{}</td><td class=\"{}\">{}</td><td>{}</td><td class=\"word\">{}</td></tr>",
        minute(t.entry_ms, zone),
        minute(t.exit_ms, zone),
        t.side.as_str(),
        grouped(t.entry_price, prices),
        grouped(t.exit_price, prices),
        grouped(t.quantity, quantities),
        signed(t.pnl, 2),
        direction(t.ret),
        signed_percent(t.ret, 2),
        grouped(t.fees, 2),
        closed_by(t.exit_reason),
    );
}

/// As many decimals as the least value needs for about five figures that count, so that a column stays aligned; 2 to 8.
fn decimals(values: impl Iterator<Item = f64>) -> usize {
    let least = values.fold(f64::INFINITY, f64::min);
    (4.0 - least.log10().floor()).clamp(2.0, 8.0) as usize
}

fn closed_by(reason: ExitReason) -> &'static str {
    match reason {
        ExitReason::Signal => "signal",
        ExitReason::StopLoss => "stop-loss",
        ExitReason::TakeProfit => "take-profit",
        ExitReason::Liquidation => "liquidation",
    }
}
