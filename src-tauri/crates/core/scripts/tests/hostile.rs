//! Scripts that mean harm, or only err: each is stopped by name and line, and the next script runs as if nothing had
//! been.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use domain::{Action, Candle, Candles, Timeframe};
use scripts::{Fault, Limits, Script, ScriptError};
use strategies::{Configured, Params, StrategyError};

const GOOD: &str = "return { name = 'good', compute = function(candles, p, ta)
    local close = candles.close
    return signal.when(close:above(100), close:below(100))
end }";

fn candles() -> Candles {
    let candle = |i: i64| {
        let close = 100.0 + (i % 3 - 1) as f64;
        Candle { time_ms: i * 60_000, open: close, high: close + 1.0, low: close - 1.0, close, volume: 5.0 }
    };
    Candles::from_candles(Timeframe::M1, (0..300).map(candle))
}

/// Less than usual, so that endless takes no time even in a slow build.
fn tight() -> Limits {
    Limits { memory_bytes: 8 << 20, steps: 1_000_000, steps_per_candle: 100, ..Limits::default() }
}

fn run(source: &str) -> Result<Vec<Action>, ScriptError> {
    Script::load("hostile.luau", source, tight())?
        .bind(&Params::new())
        .expect("defaults hold")
        .run(&candles())
}

fn the_next_script_runs() {
    let actions = run(GOOD).expect("a good script runs");
    assert_eq!(actions[..3], [Action::Sell, Action::Hold, Action::Buy]);
}

/// The script fails with `code` at `line` (0: none asked for), and the next one runs.
#[track_caller]
fn fails(code: &str, line: u32, source: &str) -> ScriptError {
    let error = run(source).expect_err("the script is stopped");
    assert_eq!(error.code(), code, "{error}");
    if line > 0 {
        assert_eq!(error.line, Some(line), "{error}");
    }
    assert!(!error.reason().is_empty() && error.to_string().starts_with("hostile.luau"), "{error}");
    the_next_script_runs();
    error
}

/// `body` on lines from 2 on, inside `compute`.
fn compute(body: &str) -> String {
    format!(
        "return {{ name = 'hostile', compute = function(candles, p, ta) local close = candles.close\n{body}\nend }}"
    )
}

/// `body` on lines from 2 on, inside `on_candle`.
fn on_candle(body: &str) -> String {
    format!("return {{ name = 'hostile', on_candle = function(i, c, p, state)\n{body}\nend }}")
}

#[test]
fn loops_without_end_are_stopped() {
    fails("script.out_of_steps", 2, &compute("while true do end"));
    fails("script.out_of_steps", 3, &on_candle("local n = 0\nwhile true do n += 1 end"));
    fails("script.out_of_steps", 1, "while true do end");
    fails(
        "script.out_of_steps",
        0,
        "return { name = 'hostile', warm_up = function() while true do end end, \
        on_candle = function() end }",
    );
    fails(
        "script.out_of_steps",
        0,
        &compute("local function f() return f() end\nwhile true do pcall(f) end"),
    );
    fails("script.out_of_steps", 0, &compute("for _ in function() return 1 end do end"));
}

#[test]
fn nothing_catches_the_stop() {
    let caught = "local function endless() while true do end end
        while true do pcall(endless) end";
    fails("script.out_of_steps", 0, &compute(caught));
    let returned =
        "pcall(function() while true do end end)\nreturn signal.when(close:above(1), close:below(1))";
    fails("script.out_of_steps", 2, &compute(returned));
    let handler = "xpcall(function() error('x') end, function() while true do end end)\nreturn nil";
    fails("script.out_of_steps", 0, &compute(handler));
    let object = "error(setmetatable({}, { __tostring = function() while true do end end }))";
    fails("script.out_of_steps", 0, &compute(object));
    let nested = "local function f() pcall(f) f() end\nf()";
    let error = run(&compute(nested)).unwrap_err();
    assert!(
        ["script.out_of_steps", "script.out_of_memory", "script.error"].contains(&error.code()),
        "{error}"
    );
}

#[test]
fn loops_inside_metamethods_are_stopped() {
    let index = "local t = setmetatable({}, { __index = function() while true do end end })\nreturn t.x";
    fails("script.out_of_steps", 2, &compute(index));
    fails(
        "script.out_of_steps",
        2,
        &compute("local t = setmetatable({}, { __add = function() while true do end end }) return t + close"),
    );
    fails("script.out_of_steps", 0, &compute("table.sort({3, 2, 1}, function() while true do end end)"));
    fails("script.out_of_steps", 0, &compute("string.gsub('aaa', 'a', function() while true do end end)"));
}

#[test]
fn memory_is_bounded() {
    fails("script.out_of_memory", 0, &compute("local t = {} while true do t[#t + 1] = { 1, 2, 3 } end"));
    fails("script.out_of_memory", 0, &compute("local s = 'x' while true do s = s .. s end"));
    fails("script.out_of_memory", 0, &compute("local t = table.create(1e7, 1)"));
    fails("script.out_of_memory", 0, &on_candle("state[i] = table.create(20000, i)"));
    fails("script.text_too_long", 2, &compute("local s = string.rep('x', 1e9)"));
    fails("script.text_too_long", 2, &compute("local s = ('x'):rep(1e18)"));
    let error = fails("script.out_of_memory", 0, &compute("local s = 'x' for _ = 1, 60 do s = s .. s end"));
    assert_eq!(error.fault, Fault::OutOfMemory { limit: 8 << 20 });
}

#[test]
fn rubbish_is_work_and_not_memory() {
    // 30 kB at a time, thrown away: counted as steps long before it would take its time
    fails(
        "script.out_of_steps",
        0,
        &compute("local s = string.rep('x', 30000) while true do local t = s .. 'y' end"),
    );
    let few = "for _ = 1, 200 do local s = string.rep('x', 30000) end return signal.when(close:above(1), close:below(1))";
    assert!(run(&compute(few)).is_ok());
}

#[test]
fn recursion_has_an_end() {
    let error = fails("script.error", 0, &compute("local function f(n) return 1 + f(n + 1) end return f(1)"));
    assert!(error.reason().contains("stack overflow"), "{error}");
    fails(
        "script.error",
        0,
        &compute(
            "local t = {} setmetatable(t, { __index = function(t, k) return t[k .. 'x'] end }) return t.a",
        ),
    );
    let deep = format!("return {}1{}", "(".repeat(50_000), ")".repeat(50_000));
    fails("script.syntax", 1, &deep);
    fails("script.syntax", 1, &format!("return {}{}", "{".repeat(50_000), "}".repeat(50_000)));
}

#[test]
fn patterns_that_take_for_ever_are_stopped() {
    let find = "local s = string.rep('a', 40) return string.find(s, string.rep('a-', 30) .. 'b')";
    fails("script.out_of_steps", 2, &compute(find));
    let gsub = "return string.gsub(string.rep('a', 3000), '.-.-.-.-.-b', '')";
    fails("script.out_of_steps", 2, &compute(gsub));
    let plain = "local s = string.rep('a', 500000) while true do string.find(s, 'b', 1, true) end";
    fails("script.out_of_steps", 2, &compute(plain));
    let sorts = "local t = table.create(100000, 1) while true do table.sort(t) end";
    fails("script.out_of_steps", 2, &compute(sorts));
    let shifts =
        "local t = table.create(100000, 1) while true do table.insert(t, 1, 0) table.remove(t, 1) end";
    fails("script.out_of_steps", 2, &compute(shifts));
}

#[test]
fn there_is_no_way_out() {
    let gone = [
        "io",
        "os",
        "package",
        "debug",
        "require",
        "loadstring",
        "load",
        "dofile",
        "loadfile",
        "getfenv",
        "setfenv",
        "collectgarbage",
        "gcinfo",
        "newproxy",
        "coroutine",
        "print",
        "buffer",
        "utf8",
        "vector",
        "_G",
        "shared",
    ];
    for name in gone {
        let source = compute(&format!(
            "assert({name} == nil, 'there is {name}')\nreturn signal.when(close:above(1), close:below(1))"
        ));
        run(&source).unwrap_or_else(|error| panic!("{error}"));
    }
    for gone in
        ["math.random", "math.randomseed", "string.pack", "string.dump", "table.maxn", "table.foreach"]
    {
        fails("script.error", 2, &compute(&format!("return {gone}(1)")));
    }
    fails("script.error", 2, &compute("local f = io.open('/etc/passwd')"));
    fails("script.error", 2, &compute("return os.clock()"));
    fails("script.error", 2, &compute("return require('socket')"));
    fails("script.error", 2, &compute("coroutine.wrap(function() end)()"));
    // what the sandbox puts in place of the language's own names the script's line, not its own
    let misused = fails("script.error", 2, &compute("return table.concat(5)"));
    assert!(!misused.reason().contains("sandbox"), "{misused}");
}

#[test]
fn libraries_and_metatables_cannot_be_changed() {
    fails("script.error", 2, &compute("string.rep = function() end"));
    fails("script.error", 2, &compute("getmetatable('').__index = {}"));
    fails("script.error", 2, &compute("getmetatable('').__index.upper = function() end"));
    fails("script.error", 2, &compute("rawset(math, 'floor', nil)"));
    fails("script.error", 2, &compute("setmetatable(math, {})"));
    fails("script.error", 2, &compute("candles.close = {}"));
    fails("script.error", 2, &compute("setmetatable(candles, {})"));
    fails("script.error", 2, &compute("getmetatable(candles).__index = nil"));
    fails("script.error", 2, &compute("getmetatable(close).__add = nil"));
    fails("script.error", 2, &compute("setmetatable(close, {})"));
    fails("script.error", 2, &compute("close.x = 1"));
    fails("script.error", 2, &compute("signal.when = nil"));
    fails("script.error", 2, &compute("p.length = 3"));
}

#[test]
fn globals_do_not_outlive_a_run() {
    let script = "counter = (counter or 0) + 1
        return { name = 'hostile', compute = function(candles, p, ta)
            runs = (runs or 0) + 1
            assert(counter == 1 and runs == 1, 'something was kept')
            return signal.when(candles.close:above(1), candles.close:below(1))
        end }";
    let script = Script::load("hostile.luau", script, tight()).unwrap();
    let bound = script.bind(&Params::new()).unwrap();
    assert_eq!(bound.run(&candles()), bound.run(&candles()));
    assert_eq!(script.take_fault(), None);
}

#[test]
fn columns_are_bounded() {
    fails("script.out_of_columns", 0, &compute("local t = {} for i = 1, 100000 do t[i] = close + i end"));
    fails("script.out_of_columns", 0, &compute("local t = {} while true do t[#t + 1] = close:above(1) end"));
    fails(
        "script.out_of_columns",
        0,
        &compute("local t = {} pcall(function() while true do t[#t + 1] = ta.rsi(close) end end)"),
    );
    fails("script.out_of_steps", 0, &compute("while true do local column = close + 1 end"));
    fails("script.out_of_steps", 0, &compute("while true do ta.rsi(close, 14) end"));
}

#[test]
fn the_future_cannot_be_seen() {
    fails("script.column_read", 2, &compute("return close[1]"));
    fails("script.column_read", 2, &compute("return #close"));
    fails("script.column_read", 2, &compute("return #candles"));
    fails("script.column_read", 2, &compute("return close:above(1)[1]"));
    fails("script.argument", 2, &compute("return close:shift(-1)"));
    fails("script.argument", 2, &compute("return close:shift(0 / 0)"));
    fails("script.argument", 2, &compute("return close:shift(1e300)"));
    fails("script.argument", 2, &compute("return close:highest(-5)"));
    fails("script.argument", 2, &compute("return close:max()"));
    fails("script.error", 2, &compute("for _, v in close do end"));
    let ahead = "return { name = 'hostile', prepare = function(candles) return { close = nil, all = candles.close } end,
        on_candle = function(i, c, p, state)
            return state.all[i + 1] > c.close and 'buy' or 'sell'
        end }";
    let error = fails("script.look_ahead", 3, ahead);
    assert_eq!(error.fault, Fault::LookAhead { index: 2, known: 1 });
    let kept = "local all
        return { name = 'hostile', prepare = function(candles) all = candles return {} end,
        on_candle = function(i) return all.close[300] > 0 and 'buy' or nil end }";
    fails("script.look_ahead", 3, kept);
    assert_eq!(
        run(&compute(
            "assert(tostring(close) == 'column')\nreturn signal.when(close:above(1), close:below(1))"
        ))
        .unwrap()
        .len(),
        300
    );
}

#[test]
fn wrong_answers_are_named() {
    fails("script.no_signal", 1, &compute("return 5"));
    fails("script.no_signal", 1, &compute("return"));
    fails("script.no_signal", 1, &compute("return {}"));
    fails("script.answer", 1, &on_candle("return 'bye'"));
    fails("script.answer", 1, &on_candle("return 0 / 0"));
    fails("script.answer", 1, &on_candle("return {}"));
    fails("script.argument", 2, &compute("return signal.when(true, false)"));
    fails("script.argument", 2, &compute("return signal.when(close, close)"));
    fails("script.argument", 2, &compute("return signal.all()"));
    fails("script.argument", 2, &compute("return close + 'x'"));
    fails("script.argument", 2, &compute("return close:above({})"));
    fails("script.argument", 2, &compute("return candles.price"));
    fails("script.argument", 2, &compute("return ta.rsi(5)"));
    fails("script.argument", 2, &compute("return ta.rsi(close, 'x')"));
    fails("script.argument", 2, &compute("return close.close"));
    fails("script.indicator", 2, &compute("return ta.rsj(close, 14)"));
    fails("script.indicator", 2, &compute("return ta.rsi(close, 1)"));
    fails("script.indicator", 2, &compute("return ta.rsi(close, 0 / 0)"));
    fails("script.indicator", 2, &compute("return ta.rsi(close, { period = 14 })"));
    fails("script.needs_candles", 2, &compute("return ta.atr(close, 14)"));
    fails("script.error", 2, &compute("error('my own words')"));
    assert_eq!(fails("script.error", 2, &compute("error('my own words')")).reason(), "my own words");
}

#[test]
fn what_looks_like_a_condition_and_is_none_is_refused() {
    let unused = |body| fails("script.unused_condition", 2, &compute(body));
    unused("return signal.when(close:above(1) or close:above(2), close:below(1))");
    unused("local a, b = close:above(1), close:below(1)\nlocal buy = a and b\nreturn signal.when(buy, b)");
    fails("script.comparison", 2, &compute("return close < close"));
    fails("script.comparison", 2, &compute("return close == close + 1"));
    unused("return signal.when(close:above(1) and close:above(2), close:below(1))");
    unused("local up = close:above(1)\nif up then return signal.when(close:above(1), close:below(1)) end");
}

#[test]
fn declarations_are_checked() {
    let with = |params: &str| {
        format!("return {{ name = 'hostile', on_candle = function() end, params = {{ {params} }} }}")
    };
    for params in [
        "length = 5",
        "length = { default = 5 }",
        "length = { default = 0 / 0, min = 1, max = 9 }",
        "length = { default = 5, min = -math.huge, max = 9 }",
        "length = { default = '5', min = 1, max = 9 }",
        "length = { default = 5.5, min = 1, max = 9, integer = true }",
        "length = { default = 5, min = 1, max = 9, step = 0 }",
        "length = { default = 5, min = 1, max = 9, unit = 'apples' }",
        "['a b'] = { default = 5, min = 1, max = 9 }",
        "{ default = 5, min = 1, max = 9 }",
        "mode = { options = {} }",
        "mode = { options = { 'a' }, default = 'b' }",
    ] {
        assert_eq!(run(&with(params)).unwrap_err().code(), "script.field", "{params}");
    }
    fails("script.range", 0, &with("length = { default = 50, min = 1, max = 9 }"));
    fails("script.no_declaration", 0, "return 5");
    fails("script.no_declaration", 0, "");
    fails("script.field", 0, "return {}");
    fails("script.field", 0, "return { name = 'hostile' }");
    fails("script.field", 0, "return { name = 'Hostile One', on_candle = function() end }");
    fails("script.field", 0, "return { name = 'hostile', on_candle = 5 }");
    fails(
        "script.field",
        0,
        "return { name = 'hostile', on_candle = function() end, compute = function() end }",
    );
    fails("script.field", 0, "return { name = 'hostile', on_candle = function() end, warm_up = -1 }");
    fails(
        "script.field",
        0,
        "return { name = 'hostile', on_candle = function() end, warm_up = function() return 'x' end }",
    );
    fails("script.name_taken", 0, "return { name = 'rsi_cross', on_candle = function() end }");
    fails("script.syntax", 2, "return {\n  name = }");
    fails("script.source_too_long", 0, &" ".repeat(300 << 10));
    fails("script.error", 0, "return setmetatable({}, { __index = function() error('no') end })");
}

#[test]
fn a_caller_with_a_clock_or_a_button_ends_a_run() {
    let (pressed, asked) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let watch = {
        let (pressed, asked) = (Arc::clone(&pressed), Arc::clone(&asked));
        Arc::new(move || -> Box<dyn FnMut() -> bool> {
            let (pressed, asked) = (Arc::clone(&pressed), Arc::clone(&asked));
            Box::new(move || asked.fetch_add(1, Ordering::Relaxed) >= 3 && pressed.load(Ordering::Relaxed))
        })
    };
    let source = compute("for i = 1, 20000 do end\nreturn signal.when(close:above(1), close:below(1))");
    let script = Script::load_watched("hostile.luau", &source, tight(), watch).unwrap();
    let bound = script.bind(&Params::new()).unwrap();
    assert!(bound.run(&candles()).is_ok());
    assert!(asked.load(Ordering::Relaxed) > 3);
    pressed.store(true, Ordering::Relaxed);
    let error = bound.run(&candles()).unwrap_err();
    assert_eq!(error.code(), "script.stopped");
    let line = error.line.expect("it was somewhere");
    // as a strategy it says so where it can, holds where it cannot, and the fault can be asked for once
    let told = StrategyError::from(error.clone());
    assert_eq!(bound.try_actions(&candles()), Err(told.clone()));
    assert_eq!(bound.evaluate(&candles()), Err(told.clone()));
    assert_eq!(told.code(), "script.stopped");
    assert!(told.to_string().starts_with(&format!("hostile.luau:{line}: the script was stopped")), "{told}");
    assert_eq!(bound.actions(&candles()), vec![Action::Hold; 300]);
    assert_eq!(script.take_fault(), Some(error));
    assert_eq!(script.take_fault(), None);
}

#[test]
fn scripts_on_other_threads_go_on() {
    let endless = compute("while true do end");
    let greedy = compute("local t = {} while true do t[#t + 1] = { 1, 2, 3 } end");
    let good = Script::load("good.luau", GOOD, tight()).unwrap();
    let bound = good.bind(&Params::new()).unwrap();
    std::thread::scope(|scope| {
        let bad = [&endless, &greedy].map(|source| scope.spawn(move || run(source).unwrap_err().code()));
        let well = [(); 3].map(|()| scope.spawn(|| (0..20).all(|_| bound.run(&candles()).is_ok())));
        assert_eq!(bad.map(|thread| thread.join().unwrap()), ["script.out_of_steps", "script.out_of_memory"]);
        assert!(well.into_iter().all(|thread| thread.join().unwrap()));
    });
    assert_eq!(good.take_fault(), None);
}

#[test]
fn nothing_differs_from_run_to_run() {
    let words = "local t, f = {}, function() end
        assert(tostring(t) == 'table' and tostring(f) == 'function' and string.format('%s', t) == 'table')
        return signal.when(close:above(1), close:below(1))";
    run(&compute(words)).unwrap_or_else(|error| panic!("{error}"));
}
