//! Backtests: kernels, metrics, heatmaps.
