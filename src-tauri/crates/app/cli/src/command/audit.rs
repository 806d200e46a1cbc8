//! `csign audit`.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use approvals::{Failure, PublicKey, Report, VerifyError, verify_file};
use clap::{Args, Subcommand};
use serde::Serialize;

use crate::context::{Context, shown as path_shown};
use crate::error::CliError;
use crate::output::Answer;
use crate::sign_in::{opened, unlock};
use crate::table::facts;

#[derive(Debug, Subcommand)]
pub enum Audit {
    /// Prove a chain: a file, or the local store
    Verify(Verify),
    /// Write the whole chain, signed by this installation
    Export(Export),
}

#[derive(Debug, Args)]
pub struct Verify {
    /// A .csl file; the local store where it is left out
    pub file: Option<PathBuf>,
    /// The installation's public key it must be signed with, 64 hex digits
    #[arg(long, value_name = "HEX")]
    pub public_key: Option<PublicKey>,
}

#[derive(Debug, Args)]
pub struct Export {
    #[arg(long, value_name = "FILE.csl")]
    pub output: PathBuf,
}

#[derive(Debug, Serialize)]
struct Proven {
    ok: bool,
    entries: u64,
    signatures: u64,
    orders: u64,
    covered: u64,
    head: Head,
    instance_key: String,
}

#[derive(Debug, Serialize)]
struct Head {
    seq: u64,
    hash: String,
}

pub async fn run(context: &Context, audit: Audit) -> Result<Answer, CliError> {
    match audit {
        Audit::Verify(arguments) => verify(context, arguments).await,
        Audit::Export(arguments) => export(context, &arguments.output).await,
    }
}

async fn verify(context: &Context, arguments: Verify) -> Result<Answer, CliError> {
    let report = match &arguments.file {
        Some(path) => of_file(path, arguments.public_key)?,
        None => of_store(context, arguments.public_key).await?,
    };
    let proven = Proven {
        ok: true,
        entries: report.entries,
        signatures: report.signatures,
        orders: report.orders,
        covered: report.covered,
        head: Head { seq: report.head.seq, hash: report.head.hash.to_string() },
        instance_key: report.instance_key.to_string(),
    };
    Answer::new(context, &proven, || shown(&proven, arguments.public_key.is_some()))
}

fn of_file(path: &Path, pinned: Option<PublicKey>) -> Result<Report, CliError> {
    let unreadable = |exit, code: &str, e: &std::io::Error| {
        CliError::new(exit, code, format!("{} cannot be read: {e}.", path.display()))
            .with("file", path_shown(path))
    };
    let file = File::open(path).map_err(|e| unreadable(4, "not_found", &e))?;
    verify_file(BufReader::new(file), pinned).map_err(|error| match error {
        VerifyError::Failed(failure) => failed(failure),
        VerifyError::Read { source, .. } => unreadable(1, "unreadable", &source),
    })
}

async fn of_store(context: &Context, pinned: Option<PublicKey>) -> Result<Report, CliError> {
    let store = context.store_to_read().await?;
    if store.chain_count().await? == 0 {
        let text = "The chain of this data directory has not begun: nobody is set up here.";
        return Err(CliError::new(4, "not_found", text));
    }
    let verdict = desk::verify_store(&store, pinned).await?;
    store.close().await;
    verdict.result.map_err(failed)
}

fn failed(failure: Failure) -> CliError {
    let text = format!("Entry {}: {}. Nothing after it is vouched for.", failure.seq, failure.message);
    CliError::new(6, failure.code.as_str(), text).with("seq", failure.seq)
}

/// The installation signs; nobody signs in. Where its key lies under a passphrase, an admin's opens it.
async fn export(context: &Context, path: &Path) -> Result<Answer, CliError> {
    if !context.database().exists() {
        return Err(CliError::from(store::StoreError::NotFound { path: context.database() }));
    }
    opened(context, async |desk| {
        unlock(desk).await?;
        Ok(desk.export_chain(path).await?)
    })
    .await?;
    let report = of_file(path, None)?;
    let document = serde_json::json!({
        "output": path_shown(path),
        "entries": report.entries,
        "instance_key": report.instance_key.to_string(),
    });
    Answer::new(context, &document, || {
        format!("{} entries in {}, instance key {}", report.entries, path.display(), report.instance_key)
    })
}

fn shown(p: &Proven, pinned: bool) -> String {
    let key = match pinned {
        true => "the one given",
        false => "taken from entry 1: compare it with yours, or pin it with --public-key",
    };
    facts([
        ("chain", "whole".to_owned()),
        ("entries", p.entries.to_string()),
        ("signatures", p.signatures.to_string()),
        ("orders", format!("{}, covered {}", p.orders, p.covered)),
        ("head", format!("{} {}", p.head.seq, p.head.hash)),
        ("instance key", p.instance_key.clone()),
        ("", key.to_owned()),
    ])
}
