//! An interpreter with nothing in it that a script could do harm, look ahead or differ from run to run with.

use std::rc::Rc;
use std::sync::LazyLock;

use mlua::chunk::{ChunkMode, Compiler};
use mlua::{Lua, LuaOptions, StdLib, Table, Value};

use crate::place::SANDBOX;
use crate::run::Run;
use crate::{Fault, signals};

/// Longest text a script may make by one call, in bytes.
const LONGEST_TEXT: u64 = 1 << 20;

/// What is taken from the globals: ways to files, to code as text, to other environments, to the size of the memory.
const REMOVED: [&str; 16] = [
    "require",
    "loadstring",
    "collectgarbage",
    "gcinfo",
    "getfenv",
    "setfenv",
    "newproxy",
    "print",
    "buffer",
    "coroutine",
    "os",
    "debug",
    "utf8",
    "vector",
    "_G",
    "shared",
];

/// Functions the prelude puts its own in place of: the compiler must not take the originals.
const REPLACED: [&str; 11] = [
    "tostring",
    "string.format",
    "string.rep",
    "string.find",
    "table.insert",
    "table.remove",
    "table.concat",
    "table.sort",
    "table.find",
    "table.move",
    "table.clear",
];

static PRELUDE: LazyLock<Result<Vec<u8>, String>> =
    LazyLock::new(|| compile(include_str!("prelude.luau")).map_err(|error| error.to_string()));

pub(crate) struct Sandbox {
    pub lua: Lua,
    /// The language's `buffer` library, which scripts do not have.
    pub buffers: Table,
}

/// The bytecode of a source text. Only what comes from here is ever run: the interpreter trusts bytecode.
pub(crate) fn compile(source: &str) -> mlua::Result<Vec<u8>> {
    Compiler::new().set_disabled_builtins(REPLACED).compile(source)
}

/// A new interpreter under the watch of `run`.
pub(crate) fn open(run: &Rc<Run>) -> mlua::Result<Sandbox> {
    let libraries = StdLib::TABLE | StdLib::STRING | StdLib::MATH | StdLib::BIT | StdLib::BUFFER;
    let lua = Lua::new_with(libraries, LuaOptions::default())?;
    let globals = lua.globals();
    let buffers = globals.raw_get("buffer")?;
    prepare(&lua, run)?;
    for name in REMOVED {
        globals.raw_set(name, Value::Nil)?;
    }
    globals.raw_set("signal", signals::table(&lua, run)?)?;
    lua.sandbox(true)?;
    run.watch(&lua)?;
    Ok(Sandbox { lua, buffers })
}

fn prepare(lua: &Lua, run: &Rc<Run>) -> mlua::Result<()> {
    let here = Rc::clone(run);
    let spend = lua.create_function(move |lua, size: f64| here.work(lua, size.max(0.0) as usize))?;
    let here = Rc::clone(run);
    let make_text = lua.create_function(move |lua, size: f64| {
        let bytes = size.max(0.0) as u64;
        if bytes > LONGEST_TEXT {
            return Err(here.fault(lua, Fault::TextTooLong { bytes, limit: LONGEST_TEXT }));
        }
        Ok(())
    })?;
    let prelude = PRELUDE.as_ref().map_err(mlua::Error::runtime)?;
    lua.load(&prelude[..])
        .set_mode(ChunkMode::Binary)
        .set_name(format!("={SANDBOX}"))
        .call((spend, make_text))
}
