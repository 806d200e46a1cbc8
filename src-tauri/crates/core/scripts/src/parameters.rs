//! Parameters: from the script's `params` to a schema, and from values to the table `p`.

use mlua::{Lua, Table, Value};
use strategies::{ParamKind, ParamSchema, Params, StrategySchema, Unit};

use crate::Fault;
use crate::declaration::{field, refused, text};
use crate::extras::is_name;
use crate::operand::{described, number};

/// Most parameters a script may have.
const MOST: usize = 64;

pub(crate) const UNITS: [(&str, Unit); 7] = [
    ("none", Unit::None),
    ("candles", Unit::Candles),
    ("fraction", Unit::Fraction),
    ("atr", Unit::Atr),
    ("standard_deviations", Unit::StandardDeviations),
    ("level", Unit::Level),
    ("ratio", Unit::Ratio),
];

/// Parameters by name in alphabetical order, or a list of them, each with its `name`, in the order of the list.
pub(crate) fn declared(value: &Value) -> mlua::Result<Vec<ParamSchema>> {
    let table = match value {
        Value::Nil => return Ok(Vec::new()),
        Value::Table(table) => table,
        other => return Err(field("params", "a table of parameters", other)),
    };
    let mut found = Vec::new();
    for pair in table.pairs::<Value, Value>() {
        let (key, spec) = pair?;
        let Value::Table(spec) = spec else {
            return Err(field(
                &format!("params.{}", described(&key)),
                "a table with `default`, `min` and `max`",
                &spec,
            ));
        };
        let (place, name) = match &key {
            Value::Integer(place) => (*place, text(&spec, "name")?.unwrap_or_default()),
            Value::String(name) => (0, name.to_string_lossy()),
            other => return Err(field("params", "a table of parameters by name, or a list", other)),
        };
        if !is_name(&name) || found.iter().any(|(_, other): &(_, ParamSchema)| other.name == name) {
            let expected = "different names of letters, digits and _, 64 at most";
            return Err(field("params", expected, &key));
        }
        found.push((place, one(&name, &spec)?));
        if found.len() > MOST {
            return Err(field("params", "a table of at most 64 parameters", value));
        }
    }
    found.sort_by(|(a, p), (b, q)| a.cmp(b).then_with(|| p.name.cmp(&q.name)));
    Ok(found.into_iter().map(|(_, param)| param).collect())
}

fn one(name: &str, spec: &Table) -> mlua::Result<ParamSchema> {
    let description = text(spec, "description")?.unwrap_or_default();
    if let Value::Table(options) = spec.get("options")? {
        return choice(name, spec, &options, &description);
    }
    let place = |part: &str| format!("params.{name}.{part}");
    let figure = |part: &str| {
        let value: Value = spec.get(part)?;
        let finite = number(&value).filter(|n| n.is_finite());
        finite.ok_or_else(|| field(&place(part), "a finite number", &value))
    };
    let (default, min, max) = (figure("default")?, figure("min")?, figure("max")?);
    if !(min <= default && default <= max) {
        return Err(refused(Fault::Range { name: name.to_owned(), default, min, max }));
    }
    let integer = spec.get::<Value>("integer")?.as_boolean().unwrap_or(false);
    if integer && [default, min, max].iter().any(|n| n.fract() != 0.0) {
        return Err(field(
            &place("default"),
            "whole, as are min and max, where `integer` is true",
            &spec.get("default")?,
        ));
    }
    let unit = unit(&place("unit"), &spec.get("unit")?, integer)?;
    if integer {
        return Ok(ParamSchema::integer(name, default, (min, max), unit, &description));
    }
    let step = match spec.get("step")? {
        Value::Nil if max > min => (max - min) / 100.0,
        Value::Nil => 1.0,
        given => number(&given)
            .filter(|step| step.is_finite() && *step > 0.0)
            .ok_or_else(|| field(&place("step"), "a number above 0", &given))?,
    };
    Ok(ParamSchema::number(name, default, (min, max), step, unit, &description))
}

fn unit(place: &str, value: &Value, integer: bool) -> mlua::Result<Unit> {
    let expected = "one of: none, candles, fraction, atr, standard_deviations, level, ratio";
    match value {
        Value::Nil => Ok(if integer { Unit::Candles } else { Unit::None }),
        Value::String(given) => {
            let given_name = given.to_string_lossy();
            let known = UNITS.iter().find(|(name, _)| *name == given_name);
            known.map(|(_, unit)| *unit).ok_or_else(|| field(place, expected, value))
        }
        other => Err(field(place, expected, other)),
    }
}

fn choice(name: &str, spec: &Table, options: &Table, description: &str) -> mlua::Result<ParamSchema> {
    let options: Vec<String> = options.sequence_values::<String>().take(MOST).collect::<mlua::Result<_>>()?;
    let default = text(spec, "default")?;
    let index = match &default {
        None => (!options.is_empty()).then_some(0),
        Some(default) => options.iter().position(|option| option == default),
    };
    let place = format!("params.{name}.default");
    let index = index.ok_or_else(|| field(&place, "one of the options", &Value::Nil))?;
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    Ok(ParamSchema::choice(name, index, &options, description))
}

/// The table `p`, read only: numbers, and the chosen text where there are options.
pub(crate) fn table(lua: &Lua, schema: &StrategySchema, params: &Params) -> mlua::Result<Table> {
    let table = lua.create_table()?;
    for param in &schema.params {
        let value = params.get(&param.name).copied().unwrap_or(param.default);
        match &param.kind {
            ParamKind::Choice { options } => {
                table.raw_set(param.name.as_str(), options.get(value as usize).map(String::as_str))?;
            }
            ParamKind::Integer | ParamKind::Number => table.raw_set(param.name.as_str(), value)?,
        }
    }
    table.set_readonly(true);
    Ok(table)
}
