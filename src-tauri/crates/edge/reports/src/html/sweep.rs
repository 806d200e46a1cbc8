//! The report on a sweep: how much of it is to be believed, before what was best.

use std::fmt::Write;

use backtest::sweep::{Metric, Row};

use super::{escape, figures, frame};
use crate::number::{grouped, or_dash, percent, signed, signed_percent};
use crate::picture::paint;
use crate::ramp::metric_name;
use crate::sweep_report::picture;
use crate::{Meta, ReportError, SweepPiece, SweepReport, Theme};

/// Rows of the table in the page; the CSV beside it has them all.
const SHOWN: usize = 25;

const RULES: &str = "Whoever tries many combinations finds one that worked, on noise too. The deflated Sharpe ratio is the \
                     probability that the best is above what the luckiest of as many worthless ones would show (Bailey and \
                     L\u{f3}pez de Prado, 2014). The probability of overfitting is the share of ways to halve the time in which \
                     the best of one half was below the median in the other (Bailey and others, 2017). A signal on a \
                     candle\u{2019}s close fills at the next open; all figures are after fees.";

pub(crate) fn page(report: &SweepReport<'_>, meta: &Meta, theme: Theme) -> Result<String, ReportError> {
    let title = format!("{} on {} {}", meta.strategy, meta.symbol, meta.timeframe);
    let quiet = format!(
        "Sweep of {} combinations over {} candles",
        grouped(report.combinations as f64, 0),
        grouped(report.candles as f64, 0)
    );
    let mut html = frame::open("Sweep of", &title, &quiet, &verdict(report), theme);
    html.push_str("<dl class=\"card figures\">\n");
    let mut item = |name: &str, value: String| figures::item(&mut html, name, &value, "");
    item("Combinations tried", grouped(report.rows.len() as f64, 0));
    if report.conflicting > 0 {
        item("Contradict themselves", grouped(report.conflicting as f64, 0));
    }
    item("Probability of overfitting", or_dash(report.pbo, |v| percent(v, 0)));
    item("Deflated Sharpe ratio", or_dash(report.deflated_sharpe, |v| percent(v, 0)));
    item("Buy and hold", signed_percent(report.buy_and_hold_return, 2));
    html.push_str("</dl>\n");
    for piece in [SweepPiece::Map, SweepPiece::Surface] {
        if let Some(picture) = picture(piece, report, meta, theme) {
            let _ = write!(html, "<figure class=\"card\">\n{}</figure>\n", paint::svg(&picture)?);
        }
    }
    best(&mut html, report);
    figures::write_set_up(&mut html, meta);
    frame::close(&mut html, RULES);
    Ok(html)
}

fn verdict(report: &SweepReport<'_>) -> String {
    let missing = report.combinations.saturating_sub(report.rows.len() as u64 + report.conflicting);
    if missing > 0 {
        return format!(
            "Stopped with {} combinations to go; what was found is not judged.",
            grouped(missing as f64, 0)
        );
    }
    match report.pbo {
        Some(pbo) if pbo >= 0.5 => format!(
            "Likely overfitted: in {} of the ways to halve the time, the best of one half was below the median in the other.",
            percent(pbo, 0)
        ),
        Some(pbo) => format!(
            "In {} of the ways to halve the time, the best of one half was below the median in the other.",
            percent(pbo, 0)
        ),
        None => "Too little was tried or traded to tell how much of it is luck.".to_owned(),
    }
}

fn best(html: &mut String, report: &SweepReport<'_>) {
    let mut rows: Vec<&Row> = report.rows.iter().filter(|row| report.metric.of(row).is_finite()).collect();
    rows.sort_by(|a, b| {
        report.metric.score(b).total_cmp(&report.metric.score(a)).then(a.index.cmp(&b.index))
    });
    let _ = write!(
        html,
        "<h2>The best by {}</h2>\n<div class=\"card scroll\"><table>\n<thead><tr>",
        escape(&metric_name(report.metric).to_lowercase())
    );
    for axis in &report.axes {
        let _ = write!(html, "<th>{}</th>", escape(&axis.name));
    }
    html.push_str(
        "<th>Sharpe</th><th>Return</th><th>Drawdown</th><th>Trades</th><th>Won</th><th>Profit factor</th></tr></thead>\n<tbody>\n",
    );
    for row in rows.into_iter().take(SHOWN) {
        html.push_str("<tr>");
        for value in &row.params {
            let _ = write!(html, "<td>{value}</td>");
        }
        let class = figures::direction(row.total_return);
        let _ = writeln!(
            html,
            "<td>{}</td><td class=\"{class}\">{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            signed(row.sharpe, 2),
            signed_percent(row.total_return, 2),
            percent(Metric::MaxDrawdown.of(row), 2),
            grouped(row.trades.into(), 0),
            or_dash(Some(row.win_rate).filter(|v| v.is_finite()), |v| percent(v, 1)),
            grouped(row.profit_factor, 2),
        );
    }
    html.push_str("</tbody>\n</table></div>\n");
}
