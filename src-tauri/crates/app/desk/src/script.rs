//! Scripts: listed, read, saved in versions, restored, checked.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use scripts::{Limits, Script, ScriptError, check_watched};
use sha2::{Digest, Sha256};
use store::{NewScript, ScriptRow, StoreError};
use strategies::{Strategy, StrategySchema};

use crate::api::script::{
    SaveScript, ScriptCheck, ScriptExample, ScriptProblem, ScriptReference, ScriptSummary, ScriptVersion,
    ScriptView, ScriptWord,
};
use crate::api::snapshot::Section;
use crate::chosen_strategy::{ScriptName, deadline, file, off_thread, unknown_script};
use crate::{Action, Desk, DeskError, Session};

/// Longest a check may take: one that is typed along with must not pile up.
const LONGEST_CHECK: Duration = Duration::from_secs(10);
const LONGEST_NAME: usize = 64;
const LONGEST_NOTE: usize = 200;
/// Checks remembered; the list asks for those of the newest versions only.
const REMEMBERED: usize = 500;

/// What checks found, by name and version: a version never changes, so neither does what its check finds.
#[derive(Default)]
pub(crate) struct Checked(Mutex<BTreeMap<(String, u32), ScriptCheck>>);

impl Checked {
    fn find(&self, row: &ScriptRow) -> Option<ScriptCheck> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(&(row.name.clone(), row.version)).cloned()
    }

    fn keep(&self, row: &ScriptRow, check: &ScriptCheck) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= REMEMBERED {
            all.clear();
        }
        all.insert((row.name.clone(), row.version), check.clone());
    }
}

impl Desk {
    /// Every script by its newest version, with what its check found.
    pub async fn scripts(&self, session: &Session) -> Result<Vec<ScriptSummary>, DeskError> {
        session.require(Action::Look)?;
        let mut summaries = Vec::new();
        for row in self.inner.store.scripts().await? {
            let ScriptCheck { schema, problem } = self.checked(&row).await?;
            summaries.push(ScriptSummary {
                strategy: ScriptName::pinned(&row.name, row.version).to_string(),
                label: schema.map(|s| s.label),
                problem,
                name: row.name,
                version: row.version,
                sha256: row.sha256,
                saved_ms: row.saved_ms,
                saved_by: row.saved_by,
            });
        }
        Ok(summaries)
    }

    /// One version of a script, or its newest.
    pub async fn script(
        &self,
        session: &Session,
        name: String,
        version: Option<u32>,
    ) -> Result<ScriptView, DeskError> {
        session.require(Action::Look)?;
        Ok(view(self.script_row(name, version).await?))
    }

    /// Every version of a script, newest first.
    pub async fn script_versions(
        &self,
        session: &Session,
        name: String,
    ) -> Result<Vec<ScriptVersion>, DeskError> {
        session.require(Action::Look)?;
        let rows = self.inner.store.script_versions(&name).await?;
        if rows.is_empty() {
            return Err(unknown_script(&ScriptName { name, version: None }));
        }
        Ok(rows.iter().map(script_version).collect())
    }

    /// Saves a script as its next version, right or wrong, so that nothing written is lost. A text that is the newest
    /// version's already is that version.
    pub async fn save_script(&self, session: &Session, request: SaveScript) -> Result<ScriptView, DeskError> {
        session.require(Action::WriteScript)?;
        check_request(&request)?;
        let SaveScript { name, source, note, new } = request;
        self.store_script(session, name, source, note, None, new).await
    }

    /// Saves the source of an earlier version as the newest.
    pub async fn restore_script(
        &self,
        session: &Session,
        name: String,
        version: u32,
    ) -> Result<ScriptView, DeskError> {
        session.require(Action::WriteScript)?;
        let old = self.script_row(name, Some(version)).await?;
        self.store_script(session, old.name, old.source, String::new(), Some(version), false).await
    }

    /// Reads a script and runs it once over an invented market; what is wrong with it is the answer, not an error.
    pub async fn check_script(
        &self,
        session: &Session,
        name: String,
        source: String,
    ) -> Result<ScriptCheck, DeskError> {
        session.require(Action::Backtest)?;
        examined(name, source).await
    }

    /// The words of the language's interface, and examples to start from.
    pub async fn script_reference(&self, session: &Session) -> Result<ScriptReference, DeskError> {
        session.require(Action::Look)?;
        let words = scripts::vocabulary().into_iter().map(|word| ScriptWord {
            owner: word.owner.as_str().to_owned(),
            name: word.name,
            takes: word.takes,
            gives: word.gives,
        });
        let examples = scripts::examples().iter().map(|example| ScriptExample {
            name: example.name.to_owned(),
            source: example.source.to_owned(),
        });
        Ok(ScriptReference { words: words.collect(), examples: examples.collect() })
    }

    /// The schemas of the scripts that can be read, called as requests call them.
    pub(crate) async fn script_schemas(&self) -> Result<Vec<StrategySchema>, DeskError> {
        let mut schemas = Vec::new();
        for row in self.inner.store.scripts().await? {
            if let Some(schema) = self.checked(&row).await?.schema {
                let name = ScriptName::pinned(&row.name, row.version).to_string();
                schemas.push(StrategySchema { name, ..schema });
            }
        }
        Ok(schemas)
    }

    async fn script_row(&self, name: String, version: Option<u32>) -> Result<ScriptRow, DeskError> {
        let row = self.inner.store.script(&name, version).await?;
        row.ok_or_else(|| unknown_script(&ScriptName { name, version }))
    }

    async fn store_script(
        &self,
        session: &Session,
        name: String,
        source: String,
        note: String,
        restored_from: Option<u32>,
        new: bool,
    ) -> Result<ScriptView, DeskError> {
        let sha256 = hex::encode(Sha256::digest(&source));
        let (saved_ms, saved_by) = (self.now_ms(), session.user().to_owned());
        let script = NewScript { name, source, sha256, saved_ms, saved_by, note, restored_from };
        let row = self.inner.store.save_script(&script, new).await.map_err(|error| match error {
            StoreError::AlreadyExists { name, .. } => taken(&name),
            other => other.into(),
        })?;
        self.changed(&[Section::Scripts, Section::Backtests]);
        Ok(view(row))
    }

    async fn checked(&self, row: &ScriptRow) -> Result<ScriptCheck, DeskError> {
        if let Some(known) = self.inner.checked.find(row) {
            return Ok(known);
        }
        let check = examined(row.name.clone(), row.source.clone()).await?;
        self.inner.checked.keep(row, &check);
        Ok(check)
    }
}

async fn examined(name: String, source: String) -> Result<ScriptCheck, DeskError> {
    off_thread("The check was stopped.", move || {
        let watch = deadline(LONGEST_CHECK);
        let file = file(&name);
        let check = match Script::load_watched(&file, &source, Limits::default(), watch.clone()) {
            Err(error) => ScriptCheck { schema: None, problem: Some(problem(&error)) },
            Ok(script) => {
                let problem = check_watched(&file, &source, watch).err().map(|error| problem(&error));
                ScriptCheck { schema: Some(script.schema().clone()), problem }
            }
        };
        Ok(check)
    })
    .await
}

fn problem(error: &ScriptError) -> ScriptProblem {
    ScriptProblem { code: error.code().to_owned(), message: error.reason(), line: error.line }
}

fn view(row: ScriptRow) -> ScriptView {
    let saved = script_version(&row);
    let strategy = ScriptName::pinned(&row.name, row.version).to_string();
    ScriptView { name: row.name, strategy, source: row.source, saved }
}

fn script_version(row: &ScriptRow) -> ScriptVersion {
    ScriptVersion {
        version: row.version,
        sha256: row.sha256.clone(),
        lines: u32::try_from(row.source.lines().count()).unwrap_or(u32::MAX),
        saved_ms: row.saved_ms,
        saved_by: row.saved_by.clone(),
        note: row.note.clone(),
        restored_from: row.restored_from,
    }
}

fn taken(name: &str) -> DeskError {
    let message = format!("There is a script {name} already. Choose another name, or open that one.");
    DeskError::new("script_exists", message).with("script", name)
}

fn check_request(request: &SaveScript) -> Result<(), DeskError> {
    let SaveScript { name, source, note, .. } = request;
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if name.len() > LONGEST_NAME
        || !name.starts_with(|c: char| c.is_ascii_lowercase())
        || !name.chars().all(fits)
    {
        let rule = format!("small letters, digits and _, a letter first, at most {LONGEST_NAME}");
        let error = DeskError::new("script_name", format!("{name:?} is no name for a script: {rule}."));
        return Err(error.with("name", name).with("limit", LONGEST_NAME));
    }
    let (bytes, limit) = (source.len(), Limits::default().source_bytes);
    if bytes > limit {
        let message =
            format!("The script has {bytes} bytes, and at most {limit} are kept. Split it or shorten it.");
        return Err(DeskError::new("script_too_long", message).with("bytes", bytes).with("limit", limit));
    }
    let length = note.chars().count();
    if length > LONGEST_NOTE {
        let message = format!("The note has {length} characters, and at most {LONGEST_NOTE} are kept.");
        return Err(DeskError::new("setting", message).with("length", length).with("limit", LONGEST_NOTE));
    }
    Ok(())
}
