//! `signal`: conditions joined, and the answer of `compute`.

use std::rc::Rc;

use domain::Action;
use mlua::{Lua, MetaMethod, MultiValue, Table, UserData, UserDataFields, Value};

use crate::condition::Condition;
use crate::extras::Extras;
use crate::operand;
use crate::run::Run;

/// What `signal.when` gives and `compute` returns.
#[derive(Clone)]
pub(crate) struct Answer {
    pub actions: Vec<Action>,
    pub extras: Extras,
}

impl UserData for Answer {
    fn add_fields<F: UserDataFields<Self>>(fields: &mut F) {
        fields.add_meta_field(MetaMethod::Type, "signal");
    }
}

pub(crate) fn table(lua: &Lua, run: &Rc<Run>) -> mlua::Result<Table> {
    let table = lua.create_table()?;
    let here = Rc::clone(run);
    let all =
        lua.create_function(move |lua, given| join(lua, &here, "signal.all", &given, true, |a, b| a && b))?;
    let here = Rc::clone(run);
    let any =
        lua.create_function(move |lua, given| join(lua, &here, "signal.any", &given, false, |a, b| a || b))?;
    let here = Rc::clone(run);
    let none =
        lua.create_function(move |lua, given| join(lua, &here, "signal.none", &given, true, |a, b| a && !b))?;
    let here = Rc::clone(run);
    let when = lua.create_function(move |lua, (buy, sell, extras): (Value, Value, Value)| {
        when(lua, &here, &buy, &sell, &extras)
    })?;
    for (name, function) in [("all", all), ("any", any), ("none", none), ("when", when)] {
        table.raw_set(name, function)?;
    }
    table.set_readonly(true);
    Ok(table)
}

/// Conditions folded candle by candle, from `start`.
fn join(
    lua: &Lua,
    run: &Rc<Run>,
    call: &str,
    given: &MultiValue,
    start: bool,
    fold: impl Fn(bool, bool) -> bool,
) -> mlua::Result<Condition> {
    let conditions: Vec<Condition> =
        given.iter().map(|value| operand::condition(lua, run, call, value)).collect::<mlua::Result<_>>()?;
    if conditions.is_empty() {
        return Err(operand::wrong(lua, run, call, "one condition or more", &Value::Nil));
    }
    run.work(lua, conditions.len() * run.candles())?;
    Condition::make(lua, run, run.candles(), || {
        let mut joined = vec![start; run.candles()];
        for condition in &conditions {
            for (so_far, value) in joined.iter_mut().zip(condition.values()) {
                *so_far = fold(*so_far, *value);
            }
        }
        joined
    })
}

/// Buys where `buy` holds and sells where `sell` does; where both or neither do, nothing is asked for.
fn when(lua: &Lua, run: &Rc<Run>, buy: &Value, sell: &Value, extras: &Value) -> mlua::Result<Answer> {
    let call = "signal.when";
    let sides = [operand::condition(lua, run, call, buy)?, operand::condition(lua, run, call, sell)?];
    let extras = Extras::read(lua, run, call, extras)?;
    run.work(lua, run.candles())?;
    let decide = |(buy, sell): (&bool, &bool)| match (buy, sell) {
        (true, false) => Action::Buy,
        (false, true) => Action::Sell,
        _ => Action::Hold,
    };
    let actions = sides[0].values().iter().zip(sides[1].values()).map(decide).collect();
    Ok(Answer { actions, extras })
}
