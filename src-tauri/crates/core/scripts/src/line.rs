//! The line of the script that is running.

use mlua::Lua;

/// How many calls up the script's own line is looked for.
const DEPTH: usize = 32;

/// The innermost line of `file` on the interpreter's stack.
pub(crate) fn current_line(lua: &Lua, file: &str) -> Option<u32> {
    for level in 0..DEPTH {
        let line = lua.inspect_stack(level, |frame| {
            let ours = frame.source().short_src.is_some_and(|name| name == file);
            if ours { frame.current_line() } else { None }
        })?;
        if let Some(line) = line {
            return u32::try_from(line).ok();
        }
    }
    None
}
