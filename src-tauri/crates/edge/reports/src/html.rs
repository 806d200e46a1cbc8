//! The report as one page that needs nothing outside itself: fonts, style and pictures stand in it, no script.

mod figures;
mod frame;
pub(crate) mod sweep;
mod trades;
pub(crate) mod walk;

use std::fmt::Write;

use backtest::BacktestResult;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::artefact::picture;
use crate::palette::Palette;
use crate::picture::{curve, paint};
use crate::{Kind, Meta, ReportError, Theme, calendar};

const STYLE: &str = include_str!("../assets/report.css");
const FONTS: [(u32, &[u8]); 2] = [
    (400, include_bytes!("../assets/ibm-plex-sans-latin-400-normal.woff2")),
    (600, include_bytes!("../assets/ibm-plex-sans-latin-600-normal.woff2")),
];
const RULES: &str = "A signal on a candle\u{2019}s close fills at the next open. An open position is marked at the last \
                     close. Sharpe and Sortino are of close-to-close equity returns, annualised over 365 days, \
                     risk-free rate 0. A trade\u{2019}s return is net of both fees. Trade figures are over closed \
                     trades. Buying and holding is from the first open to the last close, fee left out.";

pub(crate) fn page(result: &BacktestResult, meta: &Meta, theme: Theme) -> Result<String, ReportError> {
    let title = format!("{} on {} {}", meta.strategy, meta.symbol, meta.timeframe);
    let zone = curve::zone(result);
    let (from_ms, to_ms) = curve::span(result);
    let (from, to) = (calendar::minute(from_ms, zone), calendar::minute(to_ms, zone));
    let candles = crate::number::grouped(result.curves.len() as f64, 0);
    let quiet = format!("Backtest from {from} to {to}, {zone}, {candles} candles");
    let mut html = frame::open("Backtest of", &title, &quiet, &result.summary.verdict.text, theme);
    figures::write(&mut html, &result.summary.figures);
    warnings(&mut html, result);
    for kind in [Kind::Equity, Kind::Drawdown, Kind::Distribution] {
        figure(&mut html, kind, "card", result, theme)?;
    }
    heatmaps(&mut html, result, theme)?;
    figures::write_set_up(&mut html, meta);
    trades::write(&mut html, &result.summary.trade_list, zone);
    frame::close(&mut html, RULES);
    Ok(html)
}

/// Makes `text` safe inside an element or a quoted attribute.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

fn fonts() -> String {
    let face = |(weight, bytes): (u32, &[u8])| {
        format!(
            "@font-face{{font-family:\"IBM Plex Sans\";font-weight:{weight};\
             src:url(data:font/woff2;base64,{}) format(\"woff2\")}}\n",
            STANDARD.encode(bytes)
        )
    };
    FONTS.into_iter().map(face).collect()
}

fn variables(theme: Theme) -> String {
    let p = Palette::of(theme);
    let colours = [
        ("background", p.background),
        ("foreground", p.foreground),
        ("card", p.card),
        ("muted-foreground", p.muted_foreground),
        ("border", p.border),
        ("border-strong", p.border_strong),
        ("up", p.up),
        ("down", p.down),
        ("warn", p.warn),
        ("chart-1", p.chart_1),
    ];
    let body: String = colours.into_iter().map(|(name, c)| format!("--{name}:{};", c.css())).collect();
    format!(":root{{{body}}}\n")
}

fn warnings(html: &mut String, result: &BacktestResult) {
    if result.summary.warnings.is_empty() {
        return;
    }
    html.push_str("<ul class=\"warnings\">\n");
    for warning in &result.summary.warnings {
        let _ = writeln!(
            html,
            "<li><svg width=\"15\" height=\"14\" viewBox=\"0 0 15 14\" aria-hidden=\"true\"><path d=\"M7.5 1 14 \
             13H1Z\" fill=\"none\" stroke=\"var(--warn)\" stroke-width=\"1.5\" stroke-linejoin=\"round\"/><path \
             d=\"M7.5 5v4M7.5 10.5v1\" stroke=\"var(--warn)\" stroke-width=\"1.5\"/></svg>{}.</li>",
            escape(&warning.text)
        );
    }
    html.push_str("</ul>\n");
}

fn figure(
    html: &mut String,
    kind: Kind,
    class: &str,
    result: &BacktestResult,
    theme: Theme,
) -> Result<(), ReportError> {
    if let Some(picture) = picture(kind, result, theme) {
        let _ = write!(html, "<figure class=\"{class}\">\n{}</figure>\n", paint::svg(&picture)?);
    }
    Ok(())
}

/// Three maps behind three radio buttons: a toggle without a script.
fn heatmaps(html: &mut String, result: &BacktestResult, theme: Theme) -> Result<(), ReportError> {
    let maps = [
        ("map-return", "Return", Kind::HeatmapReturn),
        ("map-winrate", "Win rate", Kind::HeatmapWinrate),
        ("map-counts", "Count", Kind::HeatmapCounts),
    ];
    html.push_str("<h2>When entries worked</h2>\n<div class=\"choice\">\n");
    for (i, (id, label, _)) in maps.into_iter().enumerate() {
        let checked = if i == 0 { " checked" } else { "" };
        let _ = writeln!(
            html,
            "<input type=\"radio\" name=\"map\" id=\"{id}\"{checked}><label for=\"{id}\">{label}</label>"
        );
    }
    for (id, _, kind) in maps {
        figure(html, kind, &format!("card {id}"), result, theme)?;
    }
    html.push_str("</div>\n");
    Ok(())
}
