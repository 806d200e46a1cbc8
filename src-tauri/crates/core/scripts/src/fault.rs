//! What can be wrong with a script.

use indicators::IndicatorError;

/// One case each, with its values. The message is for the editor's margin: what, which value, what instead.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Fault {
    #[error("the script has {bytes} bytes, and at most {limit} are read: split it or shorten it")]
    SourceTooLong { bytes: usize, limit: usize },
    #[error("{reason}")]
    Syntax { reason: String },
    /// Luau's own words, or the script's own `error`.
    #[error("{reason}")]
    Raised { reason: String },
    #[error(
        "a script must return a table with `name`, and `compute` or `on_candle`; this one returned {found}"
    )]
    NoDeclaration { found: String },
    #[error("`{field}` must be {expected}, and is {found}")]
    Field { field: String, expected: &'static str, found: String },
    #[error("the strategy {name:?} is built in: give the script another `name`")]
    NameTaken { name: String },
    #[error("`params.{name}`: default {default} must lie between min {min} and max {max}")]
    Range { name: String, default: f64, min: f64, max: f64 },
    #[error("`{call}` takes {expected}, and was given {found}")]
    Argument { call: String, expected: &'static str, found: String },
    #[error(transparent)]
    Indicator(#[from] IndicatorError),
    #[error("`ta.{indicator}` reads more than closes: give it `candles` in place of a column")]
    NeedsCandles { indicator: &'static str },
    #[error("candle {index} is not known yet at candle {known}")]
    LookAhead { index: u64, known: u64 },
    #[error(
        "a column has no single values and no length here, or the script could look ahead: use the column's methods, or \
         read values in `on_candle`"
    )]
    ColumnRead,
    #[error(
        "`{operator}` compares no columns: use a:above(b), a:below(b), a:at_least(b), a:at_most(b), \
         a:crosses_above(b) or a:crosses_below(b)"
    )]
    Comparison { operator: &'static str },
    #[error(
        "the condition made here is never used: `and`, `or`, `not` and `if` do not join conditions, signal.all, \
         signal.any and signal.none do; if it is not needed, remove it"
    )]
    UnusedCondition,
    #[error("`compute` must return signal.when(buy, sell), and returned {found}")]
    NoSignal { found: String },
    #[error(
        "`on_candle` must return \"buy\", \"sell\", \"hold\" or nothing, and returned {found} at candle {candle}"
    )]
    Answer { found: String, candle: u64 },
    #[error("{level} {price} is on the wrong side of the entry {entry} or no price at all")]
    Level { level: &'static str, price: f64, entry: f64 },
    #[error(
        "the script took more than {limit} steps and was stopped: it loops without end, or does too much a candle"
    )]
    OutOfSteps { limit: u64 },
    #[error("the script's tables and texts need more than {limit} bytes")]
    OutOfMemory { limit: usize },
    #[error("the script holds more than {limit} columns at a time: keep fewer of them")]
    OutOfColumns { limit: usize },
    #[error("a text of {bytes} bytes is longer than the {limit} a script may make at once")]
    TextTooLong { bytes: u64, limit: u64 },
    #[error("the script was stopped: it took too long, or was asked to end")]
    Stopped,
}

impl Fault {
    /// Stable name for the window, the command line and the API.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::SourceTooLong { .. } => "script.source_too_long",
            Self::Syntax { .. } => "script.syntax",
            Self::Raised { .. } => "script.error",
            Self::NoDeclaration { .. } => "script.no_declaration",
            Self::Field { .. } => "script.field",
            Self::NameTaken { .. } => "script.name_taken",
            Self::Range { .. } => "script.range",
            Self::Argument { .. } => "script.argument",
            Self::Indicator(_) => "script.indicator",
            Self::NeedsCandles { .. } => "script.needs_candles",
            Self::LookAhead { .. } => "script.look_ahead",
            Self::ColumnRead => "script.column_read",
            Self::Comparison { .. } => "script.comparison",
            Self::UnusedCondition => "script.unused_condition",
            Self::NoSignal { .. } => "script.no_signal",
            Self::Answer { .. } => "script.answer",
            Self::Level { .. } => "script.level",
            Self::OutOfSteps { .. } => "script.out_of_steps",
            Self::OutOfMemory { .. } => "script.out_of_memory",
            Self::OutOfColumns { .. } => "script.out_of_columns",
            Self::TextTooLong { .. } => "script.text_too_long",
            Self::Stopped => "script.stopped",
        }
    }
}
