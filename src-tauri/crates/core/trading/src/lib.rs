//! Orders, portfolio, risk and matching as one deterministic state machine.
