//! The table a script returns, read and checked.

use mlua::{Function, Table, Value};
use strategies::{ParamSchema, StrategySchema};

use crate::error::Raised;
use crate::extras::is_name;
use crate::operand::{described, number};
use crate::{Fault, exits, parameters};

/// How a script decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// `compute`, over whole columns at once.
    Whole,
    /// `on_candle`, one after the other.
    Candlewise,
}

pub(crate) struct Declaration {
    pub schema: StrategySchema,
    pub form: Form,
    /// None where it is a function of the parameters.
    pub warm_up: Option<usize>,
}

pub(crate) fn read(table: &Table) -> mlua::Result<Declaration> {
    let name = text(table, "name")?.unwrap_or_default();
    if !is_name(&name) || name.chars().any(|c| c.is_ascii_uppercase()) {
        let expected = "a name of small letters, digits and _, 64 at most";
        return Err(field("name", expected, &table.get("name")?));
    }
    if strategies::find(&name).is_ok() {
        return Err(refused(Fault::NameTaken { name }));
    }
    let own = parameters::declared(&table.get("params")?)?;
    let exits = exits::params().into_iter().filter(|exit| own.iter().all(|param| param.name != exit.name));
    let params: Vec<ParamSchema> = own.iter().cloned().chain(exits).collect();
    let schema = StrategySchema {
        label: text(table, "label")?.unwrap_or_else(|| name.clone()),
        description: text(table, "description")?.unwrap_or_default(),
        practice: false,
        name,
        params,
    };
    let warm_up = match table.get("warm_up")? {
        Value::Function(_) => None,
        given => Some(whole_warm_up(&given)?),
    };
    Ok(Declaration { schema, form: form(table)?, warm_up })
}

fn form(table: &Table) -> mlua::Result<Form> {
    let [compute, on_candle, prepare] =
        [function(table, "compute")?, function(table, "on_candle")?, function(table, "prepare")?];
    match (compute, on_candle) {
        (Some(_), Some(_)) => {
            Err(field("on_candle", "left out where there is `compute`", &table.get("on_candle")?))
        }
        (None, None) => Err(field("compute", "a function (or give `on_candle`)", &Value::Nil)),
        (Some(_), None) if prepare.is_some() => {
            Err(field("prepare", "left out where there is `compute`", &table.get("prepare")?))
        }
        (Some(_), None) => Ok(Form::Whole),
        (None, Some(_)) => Ok(Form::Candlewise),
    }
}

/// Candles the script needs before its first signal, where that is a function of the parameters.
pub(crate) fn computed_warm_up(table: &Table, params: &Table) -> mlua::Result<usize> {
    match table.get("warm_up")? {
        Value::Function(function) => whole_warm_up(&function.call(params)?),
        given => whole_warm_up(&given),
    }
}

fn whole_warm_up(given: &Value) -> mlua::Result<usize> {
    let candles = if given.is_nil() { Some(1.0) } else { number(given) };
    let whole = candles.filter(|n| n.fract() == 0.0 && (1.0..=100_000.0).contains(n));
    let expected = "a whole number of candles from 1 to 100000, or a function that gives one";
    whole.map(|n| n as usize).ok_or_else(|| field("warm_up", expected, given))
}

pub(crate) fn function(table: &Table, name: &str) -> mlua::Result<Option<Function>> {
    match table.get(name)? {
        Value::Nil => Ok(None),
        Value::Function(function) => Ok(Some(function)),
        other => Err(field(name, "a function", &other)),
    }
}

pub(crate) fn text(table: &Table, name: &str) -> mlua::Result<Option<String>> {
    match table.get(name)? {
        Value::Nil => Ok(None),
        Value::String(text) if text.as_bytes().len() <= 1000 => Ok(Some(text.to_string_lossy())),
        other => Err(field(name, "a text of at most 1000 bytes", &other)),
    }
}

pub(crate) fn field(name: &str, expected: &'static str, found: &Value) -> mlua::Error {
    refused(Fault::Field { field: name.to_owned(), expected, found: described(found) })
}

pub(crate) fn refused(fault: Fault) -> mlua::Error {
    mlua::Error::external(Raised { line: None, fault })
}
