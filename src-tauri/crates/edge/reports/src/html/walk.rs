//! The report on a walk forward: what came of choices made without knowing the future.

use std::fmt::Write;

use super::{escape, figures, frame};
use crate::number::{grouped, or_dash, percent, signed, signed_percent};
use crate::picture::paint;
use crate::walk_report::picture;
use crate::{Meta, ReportError, Theme, WalkPiece, WalkReport, calendar};

const RULES: &str = "In each window the combination with the best Sharpe ratio in training traded the candles that follow, \
                     starting flat; what it still held at the end was sold, fee paid. What training promised is the same \
                     stretch at the pace of the training. Efficiency is the yearly return on new data over that in training \
                     (Pardo, 2008): near 1 it holds, near 0 it was fitted. All figures are after fees; times are UTC.";

pub(crate) fn page(report: &WalkReport, meta: &Meta, theme: Theme) -> Result<String, ReportError> {
    let title = format!("{} on {} {}", meta.strategy, meta.symbol, meta.timeframe);
    let (from, to) = (report.time_ms.first(), report.time_ms.last());
    let day = |time: Option<&i64>| -> String {
        time.map(|t| calendar::iso_utc(*t)).unwrap_or_default().chars().take(10).collect()
    };
    let quiet =
        format!("Walk forward in {} windows, tested from {} to {}", report.windows.len(), day(from), day(to));
    let mut html = frame::open("Walk forward of", &title, &quiet, &verdict(report), theme);
    html.push_str("<dl class=\"card figures\">\n");
    let joined = &report.joined;
    let returns = [
        ("Return on new data", joined.total_return),
        ("Buy and hold", report.buy_and_hold_return),
        ("Best, the end in sight", report.best_cell_return),
    ];
    for (name, value) in returns {
        figures::item(&mut html, name, &signed_percent(value, 2), figures::direction(value));
    }
    let mut item = |name: &str, value: String| figures::item(&mut html, name, &value, "");
    item("Efficiency", or_dash(report.efficiency, |v| signed(v, 2)));
    item("Sharpe", or_dash(joined.sharpe, |v| signed(v, 2)));
    item("Maximum drawdown", percent(-joined.max_drawdown, 2));
    item("Trades", grouped(joined.trades.into(), 0));
    html.push_str("</dl>\n");
    for piece in [WalkPiece::Equity, WalkPiece::Windows] {
        if let Some(picture) = picture(piece, report, theme) {
            let _ = write!(html, "<figure class=\"card\">\n{}</figure>\n", paint::svg(&picture)?);
        }
    }
    windows(&mut html, report);
    figures::write_set_up(&mut html, meta);
    frame::close(&mut html, RULES);
    Ok(html)
}

fn verdict(report: &WalkReport) -> String {
    let kept = report.windows.iter().filter(|w| w.out_of_sample.total_return > 0.0).count();
    format!(
        "{} on new data, where buying and holding made {}; {kept} of {} windows gained.",
        signed_percent(report.joined.total_return, 2),
        signed_percent(report.buy_and_hold_return, 2),
        report.windows.len()
    )
}

fn windows(html: &mut String, report: &WalkReport) {
    html.push_str(
        "<h2>Windows</h2>\n<div class=\"card scroll\"><table>\n<thead><tr><th class=\"word\">Tested from</th>\
         <th class=\"word\">Chosen</th><th>Sharpe in training</th><th>on new data</th><th>Return in training</th>\
         <th>on new data</th><th>Trades</th></tr></thead>\n<tbody>\n",
    );
    for w in &report.windows {
        let params: Vec<String> = w.params.iter().map(|(name, value)| format!("{name} {value}")).collect();
        let chosen = if params.is_empty() { "nothing".to_owned() } else { params.join(", ") };
        let _ = writeln!(
            html,
            "<tr><td class=\"word\">{}</td><td class=\"word\">{}</td><td>{}</td><td>{}</td><td>{}</td>\
             <td class=\"{}\">{}</td><td>{}</td></tr>",
            calendar::minute(w.test_start_ms, chrono_tz::Tz::UTC),
            escape(&chosen),
            or_dash(w.in_sample.and_then(|f| f.sharpe), |v| signed(v, 2)),
            or_dash(w.out_of_sample.sharpe, |v| signed(v, 2)),
            or_dash(w.in_sample.map(|f| f.total_return), |v| signed_percent(v, 2)),
            figures::direction(w.out_of_sample.total_return),
            signed_percent(w.out_of_sample.total_return, 2),
            grouped(w.out_of_sample.trades.into(), 0),
        );
    }
    html.push_str("</tbody>\n</table></div>\n");
}
