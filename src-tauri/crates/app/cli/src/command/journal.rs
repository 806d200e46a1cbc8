//! `csign journal`.

use clap::Subcommand;
use serde::Serialize;

use crate::context::Context;
use crate::error::CliError;
use crate::output::Answer;

#[derive(Debug, Subcommand)]
pub enum Journal {
    /// Apply the journal anew and compare every chain entry byte for byte
    Replay,
}

#[derive(Debug, Serialize)]
struct Replayed {
    ok: bool,
    rows: u64,
    entries: u64,
}

pub async fn run(context: &Context, journal: Journal) -> Result<Answer, CliError> {
    let Journal::Replay = journal;
    let store = context.store_to_read().await?;
    let replay = desk::replay_store(&store).await?;
    store.close().await;
    if let Some(difference) = replay.difference {
        let text = format!("The journal and the chain differ: {difference}.");
        let mut error = CliError::new(6, "replay_differs", text).with("rows", replay.rows);
        if let Some(seq) = difference.seq() {
            error = error.with("seq", seq);
        }
        if let Some(row) = difference.row() {
            error = error.with("row", row);
        }
        return Err(error);
    }
    let replayed = Replayed { ok: true, rows: replay.rows, entries: replay.entries };
    Answer::new(context, &replayed, || {
        format!("{} journal rows make the same {} chain entries again.", replayed.rows, replayed.entries)
    })
}
