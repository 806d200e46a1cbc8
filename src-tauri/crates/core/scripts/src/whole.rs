//! The form `compute`: the script works on whole columns and answers once for all candles.

use std::rc::Rc;

use domain::Candles;
use mlua::{Lua, Table, Value};

use crate::declaration::{function, refused};
use crate::error::Raised;
use crate::operand::described;
use crate::program::Outcome;
use crate::run::Run;
use crate::signals::Answer;
use crate::{Fault, indicator_calls, market};

pub(crate) fn run(
    lua: &Lua,
    run: &Rc<Run>,
    declaration: &Table,
    params: &Table,
    candles: &Candles,
) -> mlua::Result<Outcome> {
    let compute = function(declaration, "compute")?
        .ok_or_else(|| refused(Fault::NoDeclaration { found: "a table that changed".to_owned() }))?;
    let line = compute.info().line_defined.and_then(|line| u32::try_from(line).ok());
    let value: Value = lua.scope(|scope| {
        let market = market::table(lua, scope, run, candles)?;
        let ta = indicator_calls::table(lua, scope, run, candles, &market)?;
        compute.call((market, params, ta))
    })?;
    let answer = match &value {
        Value::UserData(data) => data.take::<Answer>().ok(),
        _ => None,
    };
    run.all_used().map_err(mlua::Error::external)?;
    let Some(Answer { actions, extras }) = answer else {
        let fault = Fault::NoSignal { found: described(&value) };
        return Err(mlua::Error::external(Raised { line, fault }));
    };
    let last = candles.len().checked_sub(1).map(|last| extras.at(last));
    Ok(Outcome { actions, last: last.unwrap_or_default() })
}
