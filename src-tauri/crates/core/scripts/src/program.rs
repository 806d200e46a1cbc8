//! A script that has been read: its bytecode, what it declares, and how it is run.

use std::rc::Rc;
use std::sync::{Mutex, PoisonError};

use domain::{Action, Candles};
use mlua::chunk::ChunkMode;
use mlua::{Table, Value};
use strategies::{Params, StrategySchema};

use crate::declaration::{self, Declaration, Form};
use crate::extras::Particulars;
use crate::joined::joined_conditions;
use crate::limits::Watch;
use crate::market::FIELDS;
use crate::operand::described;
use crate::run::Run;
use crate::sandbox::{self, Sandbox};
use crate::{Fault, Limits, ScriptError, candlewise, parameters, place, whole};

pub(crate) struct Program {
    file: String,
    bytecode: Vec<u8>,
    /// The candle's own fields the text names: the others need not be handed over.
    mentioned: Vec<&'static str>,
    form: Form,
    warm_up: Option<usize>,
    pub schema: StrategySchema,
    limits: Limits,
    watch: Option<Watch>,
    fault: Mutex<Option<ScriptError>>,
}

/// What a run came to.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// One a candle.
    pub actions: Vec<Action>,
    /// What came with the last of them.
    pub last: Particulars,
}

impl Program {
    pub fn read(name: &str, source: &str, limits: Limits, watch: Option<Watch>) -> Result<Self, ScriptError> {
        let file = place::clean(name);
        if source.len() > limits.source_bytes {
            let fault = Fault::SourceTooLong { bytes: source.len(), limit: limits.source_bytes };
            return Err(ScriptError::new(&file, None, fault));
        }
        let run = Run::new(&file, 0, limits, watch.as_ref().map(|watch| watch()));
        let bytecode = sandbox::compile(source).map_err(|error| ScriptError::of(&run, &error))?;
        if let Some(line) = joined_conditions(source) {
            return Err(ScriptError::new(&file, Some(line), Fault::UnusedCondition));
        }
        let found =
            sandbox::open(&run).and_then(|sandbox| declaration::read(&declared(&sandbox, &file, &bytecode)?));
        let Declaration { schema, form, warm_up } = settled(&run, found)?;
        let mentioned = FIELDS.iter().map(|(name, _)| *name).filter(|name| source.contains(name)).collect();
        Ok(Self { file, bytecode, mentioned, form, warm_up, schema, limits, watch, fault: Mutex::new(None) })
    }

    pub fn file(&self) -> &str {
        &self.file
    }

    pub fn mentions(&self, field: &str) -> bool {
        self.mentioned.contains(&field)
    }

    pub fn warm_up(&self, params: &Params) -> Result<usize, ScriptError> {
        if let Some(warm_up) = self.warm_up {
            return Ok(warm_up);
        }
        self.with_declaration(0, |sandbox, _, table| {
            let params = parameters::table(&sandbox.lua, &self.schema, params)?;
            declaration::computed_warm_up(table, &params)
        })
    }

    pub fn run(&self, params: &Params, candles: &Candles) -> Result<Outcome, ScriptError> {
        self.with_declaration(candles.len(), |sandbox, run, table| {
            let params = parameters::table(&sandbox.lua, &self.schema, params)?;
            match self.form {
                Form::Whole => whole::run(&sandbox.lua, run, table, &params, candles),
                Form::Candlewise => candlewise::run(sandbox, run, self, table, &params, candles),
            }
        })
    }

    /// Runs `work` in a new interpreter in which the script has just been loaded. A failure is remembered.
    fn with_declaration<T>(
        &self,
        candles: usize,
        work: impl FnOnce(&Sandbox, &Rc<Run>, &Table) -> mlua::Result<T>,
    ) -> Result<T, ScriptError> {
        let run = Run::new(&self.file, candles, self.limits, self.watch.as_ref().map(|watch| watch()));
        let found = sandbox::open(&run).and_then(|sandbox| {
            let table = declared(&sandbox, &self.file, &self.bytecode)?;
            work(&sandbox, &run, &table)
        });
        settled(&run, found).inspect_err(|error| self.remember(error))
    }

    pub fn remember(&self, error: &ScriptError) {
        let mut fault = self.fault.lock().unwrap_or_else(PoisonError::into_inner);
        fault.get_or_insert_with(|| error.clone());
    }

    pub fn take_fault(&self) -> Option<ScriptError> {
        self.fault.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// The table the script returns, on being run.
fn declared(sandbox: &Sandbox, file: &str, bytecode: &[u8]) -> mlua::Result<Table> {
    let chunk = sandbox.lua.load(bytecode).set_mode(ChunkMode::Binary).set_name(format!("={file}"));
    match chunk.call(())? {
        Value::Table(table) => Ok(table),
        other => Err(declaration::refused(Fault::NoDeclaration { found: described(&other) })),
    }
}

fn settled<T>(run: &Run, found: mlua::Result<T>) -> Result<T, ScriptError> {
    match (found, run.stopped()) {
        (Ok(found), None) => Ok(found),
        (Ok(_), Some(stopped)) => Err(ScriptError::new(run.file(), stopped.line, stopped.fault)),
        (Err(error), _) => Err(ScriptError::of(run, &error)),
    }
}
