//! The chain as it lies in the store: pages of it, proof of it, a file of it.

use std::path::PathBuf;
use std::time::Instant;

use approvals::entry::EntryView;
use approvals::file::{FileHeader, StoredEntry, write_file};
use approvals::verifier::{ChainVerifier, Failure, FailureCode, Report};
use approvals::{ExportStatement, PublicKey, Signable, Signature, SignedBy, Value};
use store::{ChainFilter, ChainRow, Store};
use tokio::sync::mpsc;

use crate::api::approval::TimelineStep;
use crate::api::audit::{AuditEntryView, AuditPage, AuditQuery, VerifyFailure, VerifyView};
use crate::ids::belongs;
use crate::{Action, Desk, DeskError, Session};

const PAGE: u32 = 1_000;
/// A timeline is short; a name found in more entries than this is no name of an order.
const STEPS: u32 = 500;

/// What was proven of the chain in a store, or the first entry that does not hold.
#[derive(Debug)]
pub struct Verdict {
    pub result: Result<Report, Failure>,
    pub first_ms: Option<i64>,
}

/// Verifies the whole chain as it lies in the store. Needs no passphrase and no lock.
pub async fn verify_store(store: &Store, pinned: Option<PublicKey>) -> Result<Verdict, DeskError> {
    let mut verifier = ChainVerifier::new(pinned);
    let (mut from, mut first_ms) = (1, None);
    loop {
        let page = store.chain_from(from, PAGE).await?;
        let Some(last) = page.last() else { break };
        from = last.seq + 1;
        for row in &page {
            if first_ms.is_none() {
                first_ms = EntryView::parse(&row.line).ok().map(|e| e.time_ms);
            }
            if let Err(failure) = take(&mut verifier, row) {
                return Ok(Verdict { result: Err(failure), first_ms });
            }
        }
    }
    Ok(Verdict { result: verifier.finish(), first_ms })
}

fn take(verifier: &mut ChainVerifier, row: &ChainRow) -> Result<(), Failure> {
    let expected = verifier.head().seq + 1;
    let unreadable = |message: String| Failure { code: FailureCode::BadFormat, seq: expected, message };
    let hash = row.hash.parse().map_err(|_| unreadable(format!("its hash {:?} is no hash", row.hash)))?;
    verifier.feed_bytes(&row.line, &hash)
}

impl Desk {
    /// A page of the chain, newest first.
    pub async fn audit_page(&self, session: &Session, query: AuditQuery) -> Result<AuditPage, DeskError> {
        session.require(Action::Look)?;
        let filter = ChainFilter {
            kind_prefix: query.kind_prefix,
            actor: query.actor,
            text: query.text,
            from_ms: query.from_ms,
            to_ms: query.to_ms,
        };
        let limit = query.limit.clamp(1, 500);
        let rows = self.inner.store.chain_page(&filter, query.before_seq.map(i64::from), limit).await?;
        let total = self.inner.store.chain_count().await?;
        let state = self.state();
        let owner = |key: &str| state.key_owners.get(key).cloned();
        Ok(AuditPage {
            entries: rows.iter().map(|row| entry_view(row, &owner)).collect(),
            total: u32::try_from(total).unwrap_or(u32::MAX),
        })
    }

    /// Verifies the whole chain as it lies in the store.
    pub async fn audit_verify(&self, session: &Session) -> Result<VerifyView, DeskError> {
        session.require(Action::Look)?;
        let begun = Instant::now();
        let verdict = verify_store(&self.inner.store, None).await?;
        let took_ms = u32::try_from(begun.elapsed().as_millis()).unwrap_or(u32::MAX);
        Ok(verify_view(verdict, took_ms))
    }

    /// Writes the chain to a file; answers with its path.
    pub async fn audit_export(&self, session: &Session, path: Option<String>) -> Result<String, DeskError> {
        session.require(Action::Export)?;
        let path = match path {
            Some(path) => PathBuf::from(path),
            None => self.exports_dir()?.join(format!("chain-{}.csl", self.state().head.seq)),
        };
        self.export_chain(&path).await?;
        Ok(path.display().to_string())
    }

    /// The same without a session, for the command line of whoever owns the data directory.
    pub async fn export_chain(&self, path: &std::path::Path) -> Result<(), DeskError> {
        let signer = self.instance_signer()?;
        let entries = self.inner.store.chain_count().await?;
        let header =
            FileHeader { instance: self.inner.instance.clone(), entries, exported_ms: self.now_ms() };
        let partial = path.with_extension("csl.partial");
        let file = std::fs::File::create(&partial).map_err(|e| unwritable(&partial, &e))?;
        let (send, mut rows) = mpsc::channel::<Result<StoredEntry, DeskError>>(2 * PAGE as usize);
        let sign = move |statement: &ExportStatement| {
            let signature = Signature::from_bytes(signer.sign(&statement.signing_bytes()));
            Ok(SignedBy { key_id: signer.key_id(), signature })
        };
        let writing = tokio::task::spawn_blocking(move || {
            let rows = std::iter::from_fn(|| rows.blocking_recv());
            write_file(std::io::BufWriter::new(file), &header, rows, sign)
        });
        self.send_entries(entries, send).await;
        let written = writing.await.map_err(|_| DeskError::new("internal", "The export was stopped."))?;
        let exported = written
            .map_err(|e| DeskError::new("export", format!("The chain was not exported: {e}.")))
            .and_then(|_| std::fs::rename(&partial, path).map_err(|e| unwritable(path, &e)));
        if exported.is_err() {
            // what is left of it would be taken for an export
            let _ = std::fs::remove_file(&partial);
        }
        exported
    }

    /// As many entries as there were when the export began.
    async fn send_entries(&self, entries: u64, to: mpsc::Sender<Result<StoredEntry, DeskError>>) {
        let mut from = 1;
        while from <= entries {
            let limit = u32::try_from(entries - from + 1).unwrap_or(PAGE).min(PAGE);
            let page = self.inner.store.chain_from(i64::try_from(from).unwrap_or(i64::MAX), limit).await;
            let page = match page {
                Ok(page) if page.is_empty() => return,
                Ok(page) => page,
                Err(error) => {
                    let _ = to.send(Err(error.into())).await;
                    return;
                }
            };
            from += page.len() as u64;
            for row in page {
                let bad = DeskError::new("chain", format!("Entry {}: its hash is no hash.", row.seq));
                let entry =
                    row.hash.parse().map(|hash| StoredEntry { bytes: row.line, hash }).map_err(|_| bad);
                if to.send(entry).await.is_err() {
                    return;
                }
            }
        }
    }

    pub(crate) async fn steps_of(&self, subject: &str) -> Result<Vec<TimelineStep>, DeskError> {
        let filter = ChainFilter { text: Some(subject.to_owned()), ..ChainFilter::default() };
        let mut rows = self.inner.store.chain_page(&filter, None, STEPS).await?;
        rows.reverse();
        Ok(rows.iter().filter_map(|row| step(row, subject)).collect())
    }

    pub(crate) fn exports_dir(&self) -> Result<PathBuf, DeskError> {
        let dir = self.data_dir().join("exports");
        std::fs::create_dir_all(&dir).map_err(|e| unwritable(&dir, &e))?;
        Ok(dir)
    }
}

pub(crate) fn unwritable(path: &std::path::Path, error: &std::io::Error) -> DeskError {
    DeskError::new("export", format!("{} cannot be written: {error}. Choose another place.", path.display()))
        .with("path", path.display())
}

fn step(row: &ChainRow, subject: &str) -> Option<TimelineStep> {
    let entry = Value::parse(&row.line).ok()?;
    let body = entry.get("body")?;
    let statement = body.get("statement");
    let names = [body.get("approval"), body.get("client_id"), statement.and_then(|s| s.get("approval"))];
    let ours = names.iter().flatten().filter_map(|v| v.as_text()).any(|name| belongs(name, subject));
    if !ours {
        return None;
    }
    let view = EntryView::parse(&row.line).ok()?;
    Some(TimelineStep {
        seq: u32::try_from(row.seq).unwrap_or(u32::MAX),
        time_ms: view.time_ms,
        kind: view.kind.into_owned(),
        actor: entry.get("actor")?.as_text()?.to_owned(),
        body: String::from_utf8(body.to_bytes().ok()?).ok()?,
        hash: row.hash.clone(),
    })
}

/// A damaged entry is shown as it lies there: the verifier says what is wrong with it.
fn entry_view(row: &ChainRow, owner: &dyn Fn(&str) -> Option<String>) -> AuditEntryView {
    let entry = Value::parse(&row.line).ok();
    let field = |name: &str| {
        let value = entry.as_ref().and_then(|e| e.get(name));
        value.and_then(|v| v.as_text()).unwrap_or("unreadable").to_owned()
    };
    let body = entry.as_ref().and_then(|e| e.get("body"));
    let of_body = |name: &str| body.and_then(|b| b.get(name)).and_then(|v| v.as_text()).map(str::to_owned);
    let signature = of_body("signature");
    let key = of_body("key").filter(|_| signature.is_some());
    let text = body.and_then(|b| b.to_bytes().ok()).unwrap_or_else(|| row.line.clone());
    AuditEntryView {
        seq: u32::try_from(row.seq).unwrap_or(u32::MAX),
        time_ms: EntryView::parse(&row.line).map_or(0, |e| e.time_ms),
        kind: field("kind"),
        actor: field("actor"),
        prev: field("prev"),
        hash: row.hash.clone(),
        body: String::from_utf8_lossy(&text).into_owned(),
        signer: key.as_deref().and_then(owner),
        key,
        signature,
    }
}

fn verify_view(verdict: Verdict, took_ms: u32) -> VerifyView {
    let number = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    let none = VerifyView {
        ok: false,
        entries: 0,
        signatures: 0,
        orders: 0,
        covered: 0,
        head_seq: 0,
        head_hash: String::new(),
        instance_key: String::new(),
        first_ms: verdict.first_ms,
        took_ms,
        failure: None,
    };
    match verdict.result {
        Ok(r) => VerifyView {
            ok: true,
            entries: number(r.entries),
            signatures: number(r.signatures),
            orders: number(r.orders),
            covered: number(r.covered),
            head_seq: number(r.head.seq),
            head_hash: r.head.hash.to_string(),
            instance_key: r.instance_key.to_string(),
            ..none
        },
        Err(f) => {
            let failure =
                VerifyFailure { code: f.code.as_str().to_owned(), seq: number(f.seq), message: f.message };
            VerifyView { failure: Some(failure), ..none }
        }
    }
}
