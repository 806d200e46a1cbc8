//! What a signal may carry besides its action: confidence, prices and figures.

use std::collections::BTreeMap;
use std::rc::Rc;

use mlua::{Lua, Table, Value};

use crate::Fault;
use crate::operand::{self, Operand};
use crate::run::Run;

#[derive(Clone, Default)]
pub(crate) struct Extras {
    pub confidence: Option<Operand>,
    pub stop: Option<Operand>,
    pub target: Option<Operand>,
    pub figures: BTreeMap<String, Operand>,
}

/// The same at one candle.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Particulars {
    pub confidence: Option<f64>,
    pub stop: Option<f64>,
    pub target: Option<f64>,
    pub figures: BTreeMap<String, f64>,
}

impl Extras {
    /// Read from the table `call` was given; nothing gives nothing.
    pub fn read(lua: &Lua, run: &Rc<Run>, call: &str, value: &Value) -> mlua::Result<Self> {
        let table = match value {
            Value::Nil => return Ok(Self::default()),
            Value::Table(table) => table,
            other => {
                return Err(operand::wrong(
                    lua,
                    run,
                    call,
                    "a table of confidence, stop, target and figures",
                    other,
                ));
            }
        };
        let mut extras = Self::default();
        for pair in table.pairs::<Value, Value>() {
            let (key, value) = pair?;
            let Value::String(name) = &key else { return Err(unknown(lua, run, call, &key)) };
            let name = name.to_string_lossy();
            let call = format!("{call} {name}");
            match name.as_str() {
                "confidence" => extras.confidence = Some(Operand::expect(lua, run, &call, &value)?),
                "stop" => extras.stop = Some(Operand::expect(lua, run, &call, &value)?),
                "target" => extras.target = Some(Operand::expect(lua, run, &call, &value)?),
                "figures" => extras.figures = figures(lua, run, &call, &value)?,
                _ => return Err(unknown(lua, run, &call, &key)),
            }
        }
        Ok(extras)
    }

    pub fn at(&self, index: usize) -> Particulars {
        let at = |operand: &Option<Operand>| operand.as_ref().map(|operand| operand.at(index));
        Particulars {
            confidence: at(&self.confidence),
            stop: at(&self.stop),
            target: at(&self.target),
            figures: self.figures.iter().map(|(name, operand)| (name.clone(), operand.at(index))).collect(),
        }
    }
}

fn unknown(lua: &Lua, run: &Rc<Run>, call: &str, key: &Value) -> mlua::Error {
    operand::wrong(lua, run, call, "only confidence, stop, target and figures", key)
}

fn figures(lua: &Lua, run: &Rc<Run>, call: &str, value: &Value) -> mlua::Result<BTreeMap<String, Operand>> {
    let Value::Table(table) = value else {
        return Err(operand::wrong(lua, run, call, "a table of columns and numbers by name", value));
    };
    named(lua, run, table)?
        .into_iter()
        .map(|(name, value)| Ok((name, Operand::expect(lua, run, call, &value)?)))
        .collect()
}

/// The pairs of a table whose keys are names.
pub(crate) fn named(lua: &Lua, run: &Rc<Run>, table: &Table) -> mlua::Result<BTreeMap<String, Value>> {
    let mut found = BTreeMap::new();
    for pair in table.pairs::<Value, Value>() {
        let (key, value) = pair?;
        match &key {
            Value::String(name) if is_name(&name.to_string_lossy()) => {
                found.insert(name.to_string_lossy(), value);
            }
            other => {
                let (expected, found) = ("a name of letters, digits and _", operand::described(other));
                return Err(run.fault(lua, Fault::Field { field: "a key".to_owned(), expected, found }));
            }
        }
    }
    Ok(found)
}

/// Letters, digits and `_`, not beginning with a digit, 64 at most.
pub(crate) fn is_name(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '_';
    (1..=64).contains(&text.len())
        && text.chars().all(fits)
        && !text.starts_with(|c: char| c.is_ascii_digit())
}
