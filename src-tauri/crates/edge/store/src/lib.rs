//! SQLite: candles, journal, chain, settings, people; sealed bytes only.
