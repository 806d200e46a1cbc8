//! The words a script has, for an editor to complete: indicators from their registry, the rest from the one list below,
//! which a test holds against the functions a script really meets.

use crate::indicator_calls::reads_closes_only;
use crate::market::FIELDS;
use crate::parameters::UNITS;

/// Where a word stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// `ta.NAME(...)`
    Indicator,
    /// `candles.NAME`
    Candles,
    /// `signal.NAME(...)`
    Signal,
    /// `column:NAME(...)`
    Column,
    /// `condition:NAME(...)`
    Condition,
    /// `c.NAME` in `on_candle`
    Candle,
    /// A field of the table a script returns.
    Script,
    /// A field of a parameter.
    Parameter,
    /// A field of what comes with a signal.
    Extras,
    /// A parameter's unit.
    Unit,
}

impl Owner {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Indicator => "indicator",
            Self::Candles => "candles",
            Self::Signal => "signal",
            Self::Column => "column",
            Self::Condition => "condition",
            Self::Candle => "candle",
            Self::Script => "script",
            Self::Parameter => "parameter",
            Self::Extras => "extras",
            Self::Unit => "unit",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    pub owner: Owner,
    pub name: String,
    /// What it is called with; `None` where it is no function.
    pub takes: Option<Vec<String>>,
    /// What it gives: of an indicator one name a column.
    pub gives: Vec<String>,
}

type Function = (&'static str, &'static [&'static str]);

const SIGNAL: [Function; 4] =
    [("when", &["buy", "sell"]), ("all", &["a", "b"]), ("any", &["a", "b"]), ("none", &["a", "b"])];

const CONDITIONS_OF_COLUMNS: [Function; 6] = [
    ("above", &["other"]),
    ("below", &["other"]),
    ("at_least", &["other"]),
    ("at_most", &["other"]),
    ("crosses_above", &["other"]),
    ("crosses_below", &["other"]),
];

const COLUMNS_OF_COLUMNS: [Function; 10] = [
    ("shift", &["candles"]),
    ("highest", &["length"]),
    ("lowest", &["length"]),
    ("sum", &["length"]),
    ("mean", &["length"]),
    ("max", &["other"]),
    ("min", &["other"]),
    ("abs", &[]),
    ("sqrt", &[]),
    ("log", &[]),
];

const CONDITION: [Function; 2] = [("shift", &["candles"]), ("within", &["length"])];

const SCRIPT: [&str; 8] =
    ["name", "label", "description", "params", "warm_up", "compute", "prepare", "on_candle"];
const PARAMETER: [&str; 9] =
    ["name", "default", "min", "max", "step", "integer", "unit", "options", "description"];
const EXTRAS: [&str; 4] = ["confidence", "stop", "target", "figures"];

/// Every word there is.
pub fn vocabulary() -> Vec<Word> {
    let mut words: Vec<Word> = indicators::registry().iter().map(indicator).collect();
    let columns = FIELDS.map(|(name, _)| name);
    words.extend(columns.map(|name| field(Owner::Candles, name, "column")));
    words.extend(columns.map(|name| field(Owner::Candle, name, "number")));
    words.push(field(Owner::Candle, "before", "candle"));
    for (owner, functions, gives) in [
        (Owner::Signal, &SIGNAL[..1], "signal"),
        (Owner::Signal, &SIGNAL[1..], "condition"),
        (Owner::Column, &CONDITIONS_OF_COLUMNS[..], "condition"),
        (Owner::Column, &COLUMNS_OF_COLUMNS[..], "column"),
        (Owner::Condition, &CONDITION[..], "condition"),
    ] {
        words.extend(functions.iter().map(|of| function(owner, of, gives)));
    }
    words.extend(SCRIPT.map(|name| bare(Owner::Script, name)));
    words.extend(PARAMETER.map(|name| bare(Owner::Parameter, name)));
    words.extend(EXTRAS.map(|name| bare(Owner::Extras, name)));
    words.extend(UNITS.map(|(name, _)| bare(Owner::Unit, name)));
    words
}

fn indicator(of: &indicators::Indicator) -> Word {
    let over = if reads_closes_only(of) { "candles.close" } else { "candles" };
    let takes = std::iter::once(over).chain(of.spec.params.iter().map(|param| param.name));
    Word {
        owner: Owner::Indicator,
        name: of.spec.name.to_owned(),
        takes: Some(takes.map(str::to_owned).collect()),
        gives: of.spec.columns.iter().map(|column| (*column).to_owned()).collect(),
    }
}

fn function(owner: Owner, (name, takes): &Function, gives: &str) -> Word {
    let takes = Some(takes.iter().map(|&given| given.to_owned()).collect());
    Word { owner, name: (*name).to_owned(), takes, gives: vec![gives.to_owned()] }
}

fn field(owner: Owner, name: &str, gives: &str) -> Word {
    Word { owner, name: name.to_owned(), takes: None, gives: vec![gives.to_owned()] }
}

fn bare(owner: Owner, name: &str) -> Word {
    Word { owner, name: name.to_owned(), takes: None, gives: Vec::new() }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::collections::BTreeSet;

    use super::*;

    fn names(owner: Owner) -> BTreeSet<String> {
        vocabulary().into_iter().filter(|word| word.owner == owner).map(|word| word.name).collect()
    }

    /// Names that a source file hands to functions of this name.
    fn registered(source: &str, call: &str) -> BTreeSet<String> {
        let code = source.split("#[cfg(test)]").next().unwrap();
        let named = code.split(call).skip(1).filter_map(|rest| rest.split_once('"').map(|(name, _)| name));
        named.map(str::to_owned).collect()
    }

    #[test]
    fn every_function_is_one_a_script_meets() {
        let mut checks = String::new();
        for word in vocabulary() {
            let of = match word.owner {
                Owner::Indicator => "ta",
                Owner::Signal => "signal",
                Owner::Column => "candles.close",
                Owner::Condition => "up",
                _ => continue,
            };
            checks
                .push_str(&format!("assert(type({of}.{}) == \"function\", \"{}\")\n", word.name, word.name));
        }
        for name in names(Owner::Candles) {
            checks.push_str(&format!("assert(type(candles.{name}) == \"userdata\", \"{name}\")\n"));
        }
        let source = format!(
            "return {{ name = \"words\", compute = function(candles, p, ta)\n\
             local up = candles.close:above(1)\n{checks}return signal.when(up, candles.close:below(1)) end }}"
        );
        crate::check("words.luau", &source).unwrap();
        assert!(checks.lines().count() > 40, "{checks}");
    }

    #[test]
    fn no_method_a_script_meets_is_missing() {
        let mut of_columns = registered(include_str!("column.rs"), "add_method(\"");
        of_columns.extend(["max", "min"].map(str::to_owned));
        assert_eq!(names(Owner::Column), of_columns);
        assert_eq!(names(Owner::Condition), registered(include_str!("condition.rs"), "add_method(\""));
        assert_eq!(names(Owner::Extras), registered(include_str!("extras.rs"), "\n                \""));
    }

    #[test]
    fn every_field_is_one_that_is_read() {
        let (declaration, parameters) = (include_str!("declaration.rs"), include_str!("parameters.rs"));
        for (owner, source) in [(Owner::Script, declaration), (Owner::Parameter, parameters)] {
            for name in names(owner) {
                assert!(source.contains(&format!("\"{name}\"")), "{name}");
            }
        }
    }
}
