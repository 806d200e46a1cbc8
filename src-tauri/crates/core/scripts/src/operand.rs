//! What a script hands to a native function, read and named.

use std::rc::Rc;

use mlua::{Lua, Value};

use crate::Fault;
use crate::column::Column;
use crate::condition::Condition;
use crate::run::Run;

/// One side of an operation on columns.
#[derive(Clone)]
pub(crate) enum Operand {
    Number(f64),
    Column(Column),
}

impl Operand {
    pub fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Integer(n) => Some(Self::Number(*n as f64)),
            Value::Number(n) => Some(Self::Number(*n)),
            Value::UserData(data) => data.borrow::<Column>().ok().map(|column| Self::Column(column.clone())),
            _ => None,
        }
    }

    /// The operand, or a fault that names what `call` was given.
    pub fn expect(lua: &Lua, run: &Rc<Run>, call: &str, value: &Value) -> mlua::Result<Self> {
        Self::of(value).ok_or_else(|| wrong(lua, run, call, "a number or a column", value))
    }

    pub fn at(&self, index: usize) -> f64 {
        match self {
            Self::Number(number) => *number,
            Self::Column(column) => column.values().get(index).copied().unwrap_or(f64::NAN),
        }
    }
}

pub(crate) fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Integer(n) => Some(*n as f64),
        Value::Number(n) => Some(*n),
        _ => None,
    }
}

/// A whole number of candles, `least` or more. More than there are candles is as good as all of them.
pub(crate) fn candles(
    lua: &Lua,
    run: &Rc<Run>,
    call: &str,
    least: usize,
    value: &Value,
) -> mlua::Result<usize> {
    let whole = number(value).filter(|n| n.fract() == 0.0 && *n >= least as f64 && *n <= f64::from(u32::MAX));
    let expected = if least == 0 {
        "a whole number of candles, 0 or more (there is no way forward in time)"
    } else {
        "a whole number of candles, 1 or more"
    };
    whole.map(|n| n as usize).ok_or_else(|| wrong(lua, run, call, expected, value))
}

pub(crate) fn condition(lua: &Lua, run: &Rc<Run>, call: &str, value: &Value) -> mlua::Result<Condition> {
    let found = match value {
        Value::UserData(data) => data.borrow::<Condition>().ok().map(|condition| condition.clone()),
        _ => None,
    };
    let found = found.ok_or_else(|| wrong(lua, run, call, "conditions, such as a:above(b)", value))?;
    found.mark_used();
    Ok(found)
}

pub(crate) fn wrong(
    lua: &Lua,
    run: &Rc<Run>,
    call: &str,
    expected: &'static str,
    value: &Value,
) -> mlua::Error {
    run.fault(lua, Fault::Argument { call: call.to_owned(), expected, found: described(value) })
}

/// A value in words, short.
pub(crate) fn described(value: &Value) -> String {
    match value {
        Value::Nil => "nothing".to_owned(),
        Value::Boolean(answer) => answer.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => format!("{:?}", text.to_string_lossy().chars().take(40).collect::<String>()),
        Value::Table(_) => "a table".to_owned(),
        Value::Function(_) => "a function".to_owned(),
        Value::UserData(data) if data.is::<Column>() => "a column".to_owned(),
        Value::UserData(data) if data.is::<Condition>() => "a condition".to_owned(),
        other => format!("a value of type {}", other.type_name()),
    }
}
