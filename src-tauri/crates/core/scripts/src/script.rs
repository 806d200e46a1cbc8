//! A script as a strategy.

use std::sync::Arc;

use strategies::{Configured, Params, Strategy, StrategyError, StrategySchema};

use crate::limits::Watch;
use crate::program::Program;
use crate::{BoundScript, Limits, ScriptError};

/// A strategy written in Luau. Cheap to clone.
#[derive(Clone)]
pub struct Script(Arc<Program>);

impl Script {
    /// Reads a script. `name` is the file's, for messages; what the strategy is called the script says.
    pub fn load(name: &str, source: &str, limits: Limits) -> Result<Self, ScriptError> {
        Program::read(name, source, limits, None).map(|program| Self(Arc::new(program)))
    }

    /// [`Script::load`], with someone to ask now and then whether a run is to end.
    pub fn load_watched(name: &str, source: &str, limits: Limits, watch: Watch) -> Result<Self, ScriptError> {
        Program::read(name, source, limits, Some(watch)).map(|program| Self(Arc::new(program)))
    }

    /// The file's name, as it stands in messages.
    pub fn file(&self) -> &str {
        self.0.file()
    }

    /// The script with these parameters; those left out take their defaults.
    pub fn bind(&self, params: &Params) -> Result<BoundScript, StrategyError> {
        let params = strategies::resolve(&self.0.schema, params)?;
        Ok(BoundScript::new(Arc::clone(&self.0), params))
    }

    /// The first failure of a run since this was last asked, on whatever thread it was.
    pub fn take_fault(&self) -> Option<ScriptError> {
        self.0.take_fault()
    }

    pub(crate) fn bind_defaults(&self) -> BoundScript {
        let defaults = self.0.schema.params.iter().map(|param| (param.name.clone(), param.default)).collect();
        BoundScript::new(Arc::clone(&self.0), defaults)
    }
}

impl Strategy for Script {
    fn schema(&self) -> &StrategySchema {
        &self.0.schema
    }

    fn configure(&self, params: &Params) -> Result<Box<dyn Configured>, StrategyError> {
        Ok(Box::new(self.bind(params)?))
    }
}
