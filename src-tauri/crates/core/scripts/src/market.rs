//! `candles` as a script sees them: columns by name, copied in only once asked for.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use domain::Candles;
use mlua::{Lua, Scope, Table, Value};

use crate::Fault;
use crate::column::Column;
use crate::operand;
use crate::run::Run;

/// A column the candles come with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Field {
    Open,
    High,
    Low,
    Close,
    Volume,
    TimeMs,
}

pub(crate) const FIELDS: [(&str, Field); 6] = [
    ("open", Field::Open),
    ("high", Field::High),
    ("low", Field::Low),
    ("close", Field::Close),
    ("volume", Field::Volume),
    ("time_ms", Field::TimeMs),
];

impl Field {
    pub fn named(name: &str) -> Option<Self> {
        FIELDS.iter().find(|(own, _)| *own == name).map(|(_, field)| *field)
    }

    pub fn at(self, candles: &Candles, i: usize) -> f64 {
        match self {
            Self::Open => candles.open[i],
            Self::High => candles.high[i],
            Self::Low => candles.low[i],
            Self::Close => candles.close[i],
            Self::Volume => candles.volume[i],
            Self::TimeMs => candles.time_ms[i] as f64,
        }
    }

    fn copied(self, candles: &Candles) -> Vec<f64> {
        match self {
            Self::Open => candles.open.clone(),
            Self::High => candles.high.clone(),
            Self::Low => candles.low.clone(),
            Self::Close => candles.close.clone(),
            Self::Volume => candles.volume.clone(),
            Self::TimeMs => candles.time_ms.iter().map(|t| *t as f64).collect(),
        }
    }
}

/// The table `candles`: empty, and its columns come through its metatable.
pub(crate) fn table<'scope, 'env>(
    lua: &Lua,
    scope: &'scope Scope<'scope, 'env>,
    run: &Rc<Run>,
    candles: &'env Candles,
) -> mlua::Result<Table> {
    let made: RefCell<BTreeMap<Field, Column>> = RefCell::default();
    let here = Rc::clone(run);
    let index = scope.create_function(move |lua, (_, key): (Table, Value)| {
        let Some(field) = named(&key) else {
            let expected = "one of: open, high, low, close, volume, time_ms";
            return Err(operand::wrong(lua, &here, "candles.NAME", expected, &key));
        };
        if let Some(column) = made.borrow().get(&field) {
            return Ok(column.clone());
        }
        let column = Column::of_candles(lua, &here, field, || field.copied(candles))?;
        made.borrow_mut().insert(field, column.clone());
        Ok(column)
    })?;
    let here = Rc::clone(run);
    let length = lua.create_function(move |lua, _: Value| match here.known() {
        Some(known) => Ok(known),
        None => Err(here.fault(lua, Fault::ColumnRead)),
    })?;
    sealed(lua, [("__index", index), ("__len", length)])
}

fn named(key: &Value) -> Option<Field> {
    match key {
        Value::String(name) => Field::named(&name.to_string_lossy()),
        _ => None,
    }
}

/// An empty table that can be neither written to nor taken apart.
pub(crate) fn sealed<const N: usize>(lua: &Lua, meta: [(&str, mlua::Function); N]) -> mlua::Result<Table> {
    let table = lua.create_table()?;
    let metatable = lua.create_table()?;
    for (name, function) in meta {
        metatable.raw_set(name, function)?;
    }
    metatable.raw_set("__metatable", false)?;
    table.set_metatable(Some(metatable))?;
    table.set_readonly(true);
    Ok(table)
}
