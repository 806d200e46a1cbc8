//! A strategy by the name a request gives: a built-in's, or `script:NAME` for the newest version of a script that was
//! saved, or `script:NAME@VERSION` for that one.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use scripts::{Limits, Script, Watch};
use store::ScriptRow;
use strategies::{Strategy, StrategyError};

use crate::api::script::ScriptRef;
use crate::{Desk, DeskError};

/// What names of scripts begin with, where a strategy is named.
pub const SCRIPT_PREFIX: &str = "script:";
/// Longest a script may run at a stretch: over all candles once, with one set of parameters.
const LONGEST_RUN: Duration = Duration::from_secs(30);

/// A script by name, and the version where one is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ScriptName {
    pub name: String,
    pub version: Option<u32>,
}

impl ScriptName {
    /// `None` where a built-in strategy is meant.
    pub fn of(strategy: &str) -> Option<Self> {
        let rest = strategy.strip_prefix(SCRIPT_PREFIX)?;
        let pinned = rest.rsplit_once('@').and_then(|(name, v)| Some((name, v.parse().ok()?)));
        let (name, version) = pinned.map_or((rest, None), |(name, version)| (name, Some(version)));
        Some(Self { name: name.to_owned(), version })
    }

    pub fn pinned(name: &str, version: u32) -> Self {
        Self { name: name.to_owned(), version: Some(version) }
    }
}

impl fmt::Display for ScriptName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.version {
            Some(version) => write!(f, "{SCRIPT_PREFIX}{}@{version}", self.name),
            None => write!(f, "{SCRIPT_PREFIX}{}", self.name),
        }
    }
}

/// A strategy that was found.
pub(crate) enum Chosen {
    BuiltIn(&'static dyn Strategy),
    Script { script: Script, version: ScriptRef },
}

impl Chosen {
    pub fn strategy(&self) -> &dyn Strategy {
        match self {
            Self::BuiltIn(strategy) => *strategy,
            Self::Script { script, .. } => script,
        }
    }

    /// The name that means this strategy for ever: of a script, with its version.
    pub fn name(&self) -> String {
        match self.version() {
            Some(of) => ScriptName::pinned(&of.name, of.version).to_string(),
            None => self.strategy().schema().name.clone(),
        }
    }

    /// What people read: of a script, with name and version.
    pub fn label(&self) -> String {
        let label = &self.strategy().schema().label;
        match self.version() {
            Some(of) => format!("{label} ({} version {})", of.name, of.version),
            None => label.clone(),
        }
    }

    pub fn version(&self) -> Option<&ScriptRef> {
        match self {
            Self::BuiltIn(_) => None,
            Self::Script { version, .. } => Some(version),
        }
    }
}

impl Desk {
    /// The strategy of that name, ready to be run off the threads that answer.
    pub(crate) async fn chosen(&self, strategy: &str) -> Result<Chosen, DeskError> {
        let Some(wanted) = ScriptName::of(strategy) else {
            return Ok(Chosen::BuiltIn(strategies::find(strategy)?));
        };
        let row = self.inner.store.script(&wanted.name, wanted.version).await?;
        let row = row.ok_or_else(|| unknown_script(&wanted))?;
        off_thread("The script was stopped.", move || {
            let script =
                Script::load_watched(&file(&row.name), &row.source, Limits::default(), deadline(LONGEST_RUN));
            let script = script.map_err(StrategyError::from)?;
            Ok(Chosen::Script { script, version: version(&row) })
        })
        .await
    }
}

/// Runs work that takes long, and may be anybody's script, where nobody waits for the thread.
pub(crate) async fn off_thread<T: Send + 'static>(
    stopped: &str,
    work: impl FnOnce() -> Result<T, DeskError> + Send + 'static,
) -> Result<T, DeskError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| DeskError::new("internal", stopped))?
}

pub(crate) fn unknown_script(wanted: &ScriptName) -> DeskError {
    let which = wanted.version.map_or_else(String::new, |version| format!(" with a version {version}"));
    let message = format!("There is no script {}{which}. Choose another, or save it first.", wanted.name);
    DeskError::new("unknown_script", message).with("script", &wanted.name)
}

pub(crate) fn version(row: &ScriptRow) -> ScriptRef {
    ScriptRef { name: row.name.clone(), version: row.version, sha256: row.sha256.clone() }
}

/// What a script is called in messages.
pub(crate) fn file(name: &str) -> String {
    format!("{name}.luau")
}

/// Ends each run after `longest`; the clock starts anew with each.
pub(crate) fn deadline(longest: Duration) -> Watch {
    Arc::new(move || {
        let begun = Instant::now();
        Box::new(move || begun.elapsed() >= longest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_scripts_are_told_from_built_ins_and_read_back() {
        assert_eq!(ScriptName::of("rsi_cross"), None);
        let newest = ScriptName { name: "mine".to_owned(), version: None };
        assert_eq!(ScriptName::of("script:mine"), Some(newest.clone()));
        assert_eq!(newest.to_string(), "script:mine");
        let third = ScriptName::pinned("mine", 3);
        assert_eq!(
            (ScriptName::of("script:mine@3"), third.to_string()),
            (Some(third), "script:mine@3".to_owned())
        );
        // no version: a name no script can have
        let odd = ScriptName { name: "mine@x".to_owned(), version: None };
        assert_eq!(ScriptName::of("script:mine@x"), Some(odd));
    }
}
