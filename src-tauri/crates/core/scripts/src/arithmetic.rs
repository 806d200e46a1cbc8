//! `+ - * / // % ^` and unary minus of columns and numbers, candle by candle, with Luau's meaning.

use std::rc::Rc;

use mlua::{Lua, MetaMethod, UserDataMethods, Value};

use crate::column::Column;
use crate::operand::{self, Operand};
use crate::run::Run;

pub(crate) fn add<M: UserDataMethods<Column>>(methods: &mut M) {
    binary(methods, MetaMethod::Add, "+", |a, b| a + b);
    binary(methods, MetaMethod::Sub, "-", |a, b| a - b);
    binary(methods, MetaMethod::Mul, "*", |a, b| a * b);
    binary(methods, MetaMethod::Div, "/", |a, b| a / b);
    binary(methods, MetaMethod::IDiv, "//", |a, b| (a / b).floor());
    binary(methods, MetaMethod::Mod, "%", |a, b| a - (a / b).floor() * b);
    binary(methods, MetaMethod::Pow, "^", f64::powf);
    methods.add_meta_method(MetaMethod::Unm, |lua, a, ()| {
        let values = a.values();
        Column::make(lua, a.run(), values.len(), || values.iter().map(|v| -v).collect())
    });
    named(methods, "max", |a, b| if b > a { b } else { a });
    named(methods, "min", |a, b| if b < a { b } else { a });
}

fn binary<M: UserDataMethods<Column>>(
    methods: &mut M,
    name: MetaMethod,
    operator: &'static str,
    operation: impl Fn(f64, f64) -> f64 + Copy + 'static,
) {
    // either side may be the number
    methods.add_meta_function(name, move |lua, (a, b): (Value, Value)| {
        let run = run_of(&a).or_else(|| run_of(&b)).ok_or(mlua::Error::UserDataTypeMismatch)?;
        apply(lua, &run, operator, (&a, &b), operation)
    });
}

fn named<M: UserDataMethods<Column>>(
    methods: &mut M,
    name: &'static str,
    operation: impl Fn(f64, f64) -> f64 + Copy + 'static,
) {
    methods.add_method(name, move |lua, a, b: Value| {
        let b = Operand::expect(lua, a.run(), name, &b)?;
        combine(lua, a.run(), &Operand::Column(a.clone()), &b, operation)
    });
}

fn run_of(value: &Value) -> Option<Rc<Run>> {
    match Operand::of(value) {
        Some(Operand::Column(column)) => Some(Rc::clone(column.run())),
        _ => None,
    }
}

fn apply(
    lua: &Lua,
    run: &Rc<Run>,
    operator: &str,
    (a, b): (&Value, &Value),
    operation: impl Fn(f64, f64) -> f64 + Copy,
) -> mlua::Result<Column> {
    let side = |value| {
        Operand::of(value).ok_or_else(|| operand::wrong(lua, run, operator, "numbers and columns", value))
    };
    combine(lua, run, &side(a)?, &side(b)?, operation)
}

fn combine(
    lua: &Lua,
    run: &Rc<Run>,
    a: &Operand,
    b: &Operand,
    operation: impl Fn(f64, f64) -> f64 + Copy,
) -> mlua::Result<Column> {
    let len = |operand: &Operand| match operand {
        Operand::Number(_) => 0,
        Operand::Column(column) => column.values().len(),
    };
    Column::make(lua, run, len(a).max(len(b)), || match (a, b) {
        (Operand::Number(a), Operand::Number(b)) => vec![operation(*a, *b)],
        (Operand::Number(a), Operand::Column(b)) => b.values().iter().map(|b| operation(*a, *b)).collect(),
        (Operand::Column(a), Operand::Number(b)) => a.values().iter().map(|a| operation(*a, *b)).collect(),
        (Operand::Column(a), Operand::Column(b)) => {
            a.values().iter().zip(b.values()).map(|(a, b)| operation(*a, *b)).collect()
        }
    })
}
