//! `--strategy`: a built-in by its name, or a script by its file.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use scripts::{Limits, Script, Watch};
use strategies::{Strategy, StrategyError};

use crate::error::CliError;

/// Longest a script may run at a stretch: over all candles once, with one set of parameters.
pub const LONGEST_RUN: Duration = Duration::from_secs(30);

/// What the end of a script's file name is.
const SUFFIX: &str = ".luau";

pub enum Chosen {
    BuiltIn(&'static dyn Strategy),
    Script(Script),
}

impl Chosen {
    /// A name that ends in `.luau` is a file, any other one of `csign strategies`.
    pub fn find(name: &str) -> Result<Self, CliError> {
        if !is_script(name) {
            return Ok(Self::BuiltIn(strategies::find(name)?));
        }
        let source = read(Path::new(name))?;
        let script = Script::load_watched(name, &source, Limits::default(), deadline(LONGEST_RUN));
        Ok(Self::Script(script.map_err(StrategyError::from)?))
    }

    pub fn strategy(&self) -> &dyn Strategy {
        match self {
            Self::BuiltIn(strategy) => *strategy,
            Self::Script(script) => script,
        }
    }
}

pub fn is_script(name: &str) -> bool {
    name.ends_with(SUFFIX)
}

/// The text of a script's file.
pub fn read(path: &Path) -> Result<String, CliError> {
    let file = path.display().to_string();
    if !path.exists() {
        return Err(CliError::new(4, "not_found", format!("There is no file {file}.")).with("file", file));
    }
    std::fs::read_to_string(path).map_err(|error| {
        CliError::new(6, "bad_file", format!("{file} cannot be read as text: {error}.")).with("file", file)
    })
}

/// Ends each run after `longest`; the clock starts anew with each.
pub fn deadline(longest: Duration) -> Watch {
    Arc::new(move || {
        let begun = Instant::now();
        Box::new(move || begun.elapsed() >= longest)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const SLOW: &str = "for i = 1, 1000000 do end
        return { name = 'slow', compute = function(candles)
            return signal.when(candles.close:above(1), candles.close:below(1))
        end }";

    fn load(longest: Duration) -> Result<Script, scripts::ScriptError> {
        Script::load_watched("slow.luau", SLOW, Limits::default(), deadline(longest))
    }

    #[test]
    fn a_run_ends_at_its_deadline_and_not_before() {
        let error = load(Duration::ZERO).err().unwrap();
        assert_eq!((error.code(), error.line), ("script.stopped", Some(1)));
        assert!(load(LONGEST_RUN).is_ok());
    }

    #[test]
    fn files_are_told_from_names_by_their_end() {
        assert!(is_script("mine/rsi.luau") && !is_script("rsi_cross") && !is_script("luau"));
        assert_eq!(Chosen::find("absent.luau").err().unwrap().exit, 4);
        assert_eq!(Chosen::find("absent").err().unwrap().exit, 2);
    }
}
