//! `csign doctor`: what this installation stands on, checked without changing anything.

use desk::{DeskError, Reached, keyring_answers, reach_connected};
use serde::Serialize;
use store::{DataDir, StoreError};

use crate::context::{Context, shown as path_shown};
use crate::error::CliError;
use crate::output::Answer;
use crate::table::{Align, table};
use crate::time;

/// 2026-01-01: a clock before this was never set.
const EARLIEST_MS: i64 = 1_767_225_600_000;

#[derive(Debug, Serialize)]
struct Document {
    ok: bool,
    checks: Vec<Check>,
}

/// One thing looked at. What is not `ok` keeps the desk from working, unless it is only `advice`.
#[derive(Debug, Serialize)]
struct Check {
    name: String,
    ok: bool,
    advice: bool,
    detail: String,
}

impl Check {
    fn ok(name: &str, detail: String) -> Self {
        Self { name: name.to_owned(), ok: true, advice: false, detail }
    }

    fn bad(name: &str, detail: String) -> Self {
        Self { name: name.to_owned(), ok: false, advice: false, detail }
    }

    /// Something is wrong that the desk works without.
    fn note(name: &str, detail: String) -> Self {
        Self { advice: true, ..Self::bad(name, detail) }
    }
}

pub async fn run(context: &Context) -> Result<Answer, CliError> {
    let (database, last_ms) = database(context).await;
    let mut checks = vec![data_dir(context), database, keyring(context).await, clock(context, last_ms)];
    checks.extend(venues(context).await);
    let ok = checks.iter().all(|c| c.ok || c.advice);
    let document = Document { ok, checks };
    let answer = Answer::new(context, &document, || shown(&document))?;
    Ok(if ok { answer } else { answer.exiting(1) })
}

fn data_dir(context: &Context) -> Check {
    let (name, path) = ("data directory", path_shown(&context.data_dir));
    if !context.data_dir.exists() {
        return Check::ok(name, format!("{path} is made at the first start"));
    }
    match DataDir::open(&context.data_dir).and_then(|dir| dir.lock()) {
        Ok(_) => Check::ok(name, format!("{path}, free")),
        Err(StoreError::InUse { pid, .. }) => {
            let pid = pid.map_or_else(|| "another process".to_owned(), |p| format!("process {p}"));
            Check::ok(name, format!("{path}, its desk is open in {pid}"))
        }
        Err(error) => Check::bad(name, error.to_string()),
    }
}

/// The check, and when the chain's last entry was written.
async fn database(context: &Context) -> (Check, Option<i64>) {
    let name = "database";
    let look = async {
        let store = context.store_to_read().await?;
        let (series, people) = (store.series().await?.len(), store.people().await?.len());
        let entries = store.chain_count().await?;
        let last = store.chain_last().await?;
        store.close().await;
        let last: Option<serde_json::Value> = last.and_then(|row| serde_json::from_slice(&row.line).ok());
        let last_ms = last.and_then(|entry| entry["time_ms"].as_i64());
        Ok::<_, CliError>((format!("{series} series, {people} people, {entries} chain entries"), last_ms))
    };
    match look.await {
        Ok((detail, last_ms)) => (Check::ok(name, detail), last_ms),
        Err(error) if error.code == "not_found" => {
            (Check::ok(name, "there is none yet; the first start or import makes it".to_owned()), None)
        }
        Err(error) => (Check::bad(name, error.message), None),
    }
}

/// Those that are connected; the others are nobody's business.
async fn venues(context: &Context) -> Vec<Check> {
    // where there is no database, nothing is connected
    let Ok(store) = context.store_to_read().await else { return Vec::new() };
    let reached = reach_connected(&store, &context.desk_config()).await;
    store.close().await;
    match reached {
        Ok(all) => all.into_iter().map(|(venue, reached)| venue_check(venue.as_str(), reached)).collect(),
        Err(error) => vec![Check::bad("venues", error.message)],
    }
}

fn venue_check(venue: &str, reached: Result<Reached, DeskError>) -> Check {
    match reached {
        Ok(reached) => {
            let clock = match reached.clock_offset_ms {
                Some(offset_ms) => format!("its clock {offset_ms:+} ms from this one"),
                None => "its clock not told".to_owned(),
            };
            let detail = format!("answers with {} instruments, {clock}", reached.instruments);
            if reached.clock_is_good() { Check::ok(venue, detail) } else { Check::note(venue, detail) }
        }
        Err(error) => Check::note(venue, error.message),
    }
}

async fn keyring(context: &Context) -> Check {
    let name = "keyring";
    match keyring_answers(&context.desk_config()).await {
        Ok(()) => Check::ok(name, "answers and keeps what it is given".to_owned()),
        Err(error) => {
            let detail =
                format!("{} The master key lies under the admin's passphrase instead.", error.message);
            Check::note(name, detail)
        }
    }
}

fn clock(context: &Context, last_ms: Option<i64>) -> Check {
    let (name, now_ms) = ("clock", context.desk_config().clock.now_ms());
    let now = time::shown(now_ms);
    match last_ms {
        _ if now_ms < EARLIEST_MS => Check::bad(name, format!("{now} is long past; set the clock")),
        Some(last) if now_ms < last => {
            Check::bad(name, format!("{now} lies before the chain's last entry, {}", time::shown(last)))
        }
        _ => Check::ok(name, now),
    }
}

fn shown(document: &Document) -> String {
    let mark = |c: &Check| match (c.ok, c.advice) {
        (true, _) => "ok",
        (false, true) => "note",
        (false, false) => "BAD",
    };
    let row = |c: &Check| vec![c.name.clone(), mark(c).to_owned(), c.detail.clone()];
    let columns = [("check", Align::Left), ("", Align::Left), ("", Align::Left)];
    table(&columns, &document.checks.iter().map(row).collect::<Vec<_>>())
}
