//! Strategies: candles and parameters in, a signal out.
