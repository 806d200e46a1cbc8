//! The form `on_candle`: the script is called once a candle and knows what is known at its close.
//!
//! The loop itself runs in the interpreter, in a driver written for the fields at hand: going in and out of the
//! interpreter at each candle would cost more than the script. Values reach it in blocks, through a buffer the script
//! never sees; what `on_candle` may read at candle `i` is put before it at candle `i`.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::rc::Rc;

use domain::{Action, Candles};
use mlua::chunk::ChunkMode;
use mlua::{Buffer, Function, Lua, Table, Value};

use crate::column::Column;
use crate::condition::Condition;
use crate::declaration::{field, function, refused};
use crate::error::Raised;
use crate::extras::{Extras, Particulars, is_name};
use crate::market::{FIELDS, Field};
use crate::operand::described;
use crate::place::SANDBOX;
use crate::program::{Outcome, Program};
use crate::run::Run;
use crate::sandbox::{self, Sandbox};
use crate::{Fault, indicator_calls, market};

/// Candles handed over at a time.
const BLOCK: usize = 256;
/// Where the answers of a block begin; before them stands how many candles are known.
const ANSWERS: usize = 8;

/// What stands in `c` beside a name.
enum Source {
    Field(Field),
    Column(Column),
    Condition(Condition),
}

impl Source {
    fn at(&self, candles: &Candles, i: usize) -> f64 {
        match self {
            Self::Field(field) => field.at(candles, i),
            Self::Column(column) => column.values().get(i).copied().unwrap_or(f64::NAN),
            Self::Condition(condition) => {
                f64::from(u8::from(condition.values().get(i).is_some_and(|held| *held)))
            }
        }
    }
}

pub(crate) fn run(
    sandbox: &Sandbox,
    run: &Rc<Run>,
    program: &Program,
    declaration: &Table,
    params: &Table,
    candles: &Candles,
) -> mlua::Result<Outcome> {
    let lua = &sandbox.lua;
    let on_candle = function(declaration, "on_candle")?
        .ok_or_else(|| refused(Fault::NoDeclaration { found: "a table that changed".to_owned() }))?;
    let outcome = lua.scope(|scope| {
        let market = market::table(lua, scope, run, candles)?;
        let ta = indicator_calls::table(lua, scope, run, candles, &market)?;
        let state = match function(declaration, "prepare")? {
            Some(prepare) => prepare.call((market, params, ta))?,
            None => Value::Nil,
        };
        let (state, mut sources) = prepared(lua, state)?;
        run.all_used().map_err(mlua::Error::external)?;
        let own = FIELDS.iter().filter(|(name, _)| program.mentions(name));
        sources.extend(own.map(|(name, field)| ((*name).to_owned(), Source::Field(*field))));

        let block = lua.create_buffer_with_capacity(BLOCK * 8 * sources.len().max(1))?;
        let known = lua.create_buffer_with_capacity(ANSWERS + BLOCK)?;
        run.see(Some(known.clone()));
        let (sources, actions) = (Rc::new(sources), Rc::new(RefCell::new(Vec::with_capacity(candles.len()))));
        let fill = {
            let (sources, actions) = (Rc::clone(&sources), Rc::clone(&actions));
            let (block, known) = (block.clone(), known.clone());
            scope.create_function(move |_, done: usize| {
                let mut actions = actions.borrow_mut();
                let answered = done - actions.len();
                actions.extend(answers(&known, answered));
                Ok(hand_over(&sources, candles, done, &block))
            })?
        };
        let refuse = {
            let line = on_candle.info().line_defined;
            scope.create_function(move |_, (answer, candle): (Value, u64)| -> mlua::Result<()> {
                let fault = Fault::Answer { found: described(&answer), candle };
                let line = line.and_then(|line| u32::try_from(line).ok());
                Err(mlua::Error::external(Raised { line, fault }))
            })?
        };
        let driver = driver(sandbox, &sources)?;
        let arguments = (on_candle.clone(), params, state, fill, refuse, block, known);
        let (extras, now): (Value, Table) = driver.call(arguments)?;
        let last = particulars(lua, run, &extras, &now, &sources)?;
        Ok((actions.take(), last))
    });
    run.see(None);
    let (actions, last) = outcome?;
    Ok(Outcome { actions, last })
}

/// What `prepare` gave: a table for the script to keep, and the columns in it.
fn prepared(lua: &Lua, state: Value) -> mlua::Result<(Table, BTreeMap<String, Source>)> {
    let state = match state {
        Value::Nil => lua.create_table()?,
        Value::Table(table) => table,
        other => return Err(field("prepare", "a function that returns a table or nothing", &other)),
    };
    let mut sources = BTreeMap::new();
    for pair in state.pairs::<Value, Value>() {
        let (Value::String(name), Value::UserData(data)) = pair? else { continue };
        let name = name.to_string_lossy();
        let source = if let Ok(column) = data.borrow::<Column>() {
            Source::Column(column.clone())
        } else if let Ok(condition) = data.borrow::<Condition>() {
            condition.mark_used();
            Source::Condition(condition.clone())
        } else {
            continue;
        };
        if !is_name(&name) || name == "before" || Field::named(&name).is_some() {
            let expected =
                "columns by names of letters, digits and _, none of them a candle's own or `before`";
            return Err(field(&format!("prepare {name}"), expected, &Value::UserData(data)));
        }
        sources.insert(name, source);
    }
    Ok((state, sources))
}

/// Puts the next candles' values into `block`, candle after candle, and says how many.
fn hand_over(sources: &BTreeMap<String, Source>, candles: &Candles, done: usize, block: &Buffer) -> usize {
    let end = candles.len().min(done + BLOCK);
    let mut bytes = Vec::with_capacity(8 * sources.len() * (end - done));
    for i in done..end {
        for source in sources.values() {
            bytes.extend_from_slice(&source.at(candles, i).to_ne_bytes());
        }
    }
    block.write_bytes(0, &bytes);
    end - done
}

fn answers(known: &Buffer, count: usize) -> Vec<Action> {
    let action = |code: &u8| match code {
        1 => Action::Buy,
        2 => Action::Sell,
        _ => Action::Hold,
    };
    known.to_vec().iter().skip(ANSWERS).take(count).map(action).collect()
}

/// The loop over the candles, for these sources. Names are letters, digits and `_`, so they can stand in its text.
fn driver(sandbox: &Sandbox, sources: &BTreeMap<String, Source>) -> mlua::Result<Function> {
    let (mut before, mut fill) = (String::new(), String::new());
    for (m, (name, source)) in sources.iter().enumerate() {
        let read = format!("read(block, at + {})", 8 * m);
        // writing to a text cannot fail
        let _ = match source {
            Source::Condition(_) => {
                write!(before, "[\"{name}\"] = false, ").and(writeln!(fill, "now[\"{name}\"] = {read} ~= 0"))
            }
            _ => write!(before, "[\"{name}\"] = 0 / 0, ").and(writeln!(fill, "now[\"{name}\"] = {read}")),
        };
    }
    let size = 8 * sources.len();
    let source = format!(
        "local on_candle, p, state, fill, refuse, block, known = ...
local read, count, put = buffer.readf64, buffer.writeu32, buffer.writeu8
local codes = {{ hold = 0, buy = 1, sell = 2 }}
local now, before, i, extras = {{ {before} }}, {{}}, 0, nil
while true do
    local rows = fill(i)
    if rows == 0 then return extras, now end
    local at = 0
    for row = {ANSWERS}, rows + {last} do
        i += 1
        count(known, 0, i)
        now, before = before, now
        now.before, before.before = before, nil
        {fill}
        at += {size}
        local answer, more = on_candle(i, now, p, state)
        local code = 0
        if answer ~= nil then
            code = codes[answer]
            if code == nil then refuse(answer, i) end
        end
        put(known, row, code)
        extras = more
    end
end",
        last = ANSWERS - 1,
    );
    let lua = &sandbox.lua;
    let environment = lua.create_table()?;
    environment.raw_set("buffer", &sandbox.buffers)?;
    environment.set_readonly(true);
    environment.set_safeenv(true);
    let code = sandbox::compile(&source)?;
    lua.load(code)
        .set_mode(ChunkMode::Binary)
        .set_name(format!("={SANDBOX}"))
        .set_environment(environment)
        .into_function()
}

/// What the last candle's answer came with; its figures are those of `prepare`, unless it gives its own.
fn particulars(
    lua: &Lua,
    run: &Rc<Run>,
    extras: &Value,
    now: &Table,
    sources: &BTreeMap<String, Source>,
) -> mlua::Result<Particulars> {
    let mut last = Extras::read(lua, run, "on_candle", extras)?.at(0);
    if last.figures.is_empty() {
        for (name, _) in sources.iter().filter(|(_, source)| matches!(source, Source::Column(_))) {
            if let Some(value) = crate::operand::number(&now.raw_get(name.as_str())?) {
                last.figures.insert(name.clone(), value);
            }
        }
    }
    Ok(last)
}
