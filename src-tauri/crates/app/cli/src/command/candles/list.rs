//! `csign candles list`.

use serde::Serialize;
use store::SeriesInfo;

use crate::context::Context;
use crate::error::CliError;
use crate::output::Answer;
use crate::table::{Align, table};
use crate::time;

#[derive(Debug, Serialize)]
struct Row {
    venue: String,
    symbol: String,
    timeframe: String,
    count: u64,
    /// Candles absent between the first and the last.
    missing: u64,
    first: i64,
    last: i64,
}

impl From<SeriesInfo> for Row {
    fn from(s: SeriesInfo) -> Self {
        Self {
            venue: s.instrument.venue.to_string(),
            symbol: s.instrument.symbol.to_string(),
            timeframe: s.timeframe.to_string(),
            count: s.count,
            missing: s.missing,
            first: s.first_ms,
            last: s.last_ms,
        }
    }
}

pub async fn run(context: &Context) -> Result<Answer, CliError> {
    let store = context.store_to_read().await?;
    let rows: Vec<Row> = store.series().await?.into_iter().map(Row::from).collect();
    store.close().await;
    Answer::new(context, &rows, || shown(&rows))
}

fn shown(rows: &[Row]) -> String {
    if rows.is_empty() {
        return "No candles are stored. Import a file: csign candles import FILE --venue V --symbol S"
            .to_owned();
    }
    let cells = |r: &Row| {
        vec![
            r.venue.clone(),
            r.symbol.clone(),
            r.timeframe.clone(),
            r.count.to_string(),
            r.missing.to_string(),
            time::shown(r.first),
            time::shown(r.last),
        ]
    };
    let columns = [
        ("venue", Align::Left),
        ("symbol", Align::Left),
        ("timeframe", Align::Left),
        ("candles", Align::Right),
        ("missing", Align::Right),
        ("first", Align::Left),
        ("last", Align::Left),
    ];
    table(&columns, &rows.iter().map(cells).collect::<Vec<_>>())
}
