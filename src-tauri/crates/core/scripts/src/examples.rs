//! Scripts to start from.

/// A documented script, by the name its declaration has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    pub name: &'static str,
    pub source: &'static str,
}

static EXAMPLES: [Example; 3] = [
    Example { name: "rsi_cross_luau", source: include_str!("../examples/rsi_cross.luau") },
    Example { name: "ema_trend_with_atr", source: include_str!("../examples/ema_trend_with_atr.luau") },
    Example { name: "channel_breakout", source: include_str!("../examples/channel_breakout.luau") },
];

/// The documented examples, the simplest first.
pub fn examples() -> &'static [Example] {
    &EXAMPLES
}
