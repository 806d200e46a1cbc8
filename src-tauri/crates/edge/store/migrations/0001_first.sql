-- The database's own mark, so that other SQLite files are told apart.
PRAGMA application_id = 0x43534E31;

CREATE TABLE series (
    id        INTEGER PRIMARY KEY,
    venue     TEXT NOT NULL,
    symbol    TEXT NOT NULL,
    timeframe TEXT NOT NULL,
    UNIQUE (venue, symbol, timeframe)
) STRICT;

-- slot: number of the fixed window of 4,096 candles since 1970, so that new candles rewrite the last chunk only.
CREATE TABLE candle_chunk (
    series_id INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
    slot      INTEGER NOT NULL,
    first_ms  INTEGER NOT NULL,
    last_ms   INTEGER NOT NULL,
    count     INTEGER NOT NULL CHECK (count > 0),
    data      BLOB NOT NULL,
    PRIMARY KEY (series_id, slot)
) STRICT;

CREATE TABLE journal (
    seq     INTEGER PRIMARY KEY,
    time_ms INTEGER NOT NULL,
    bytes   BLOB NOT NULL
) STRICT;

-- line: the entry's canonical bytes as they were hashed. The columns after it are read from it, never stored,
-- so that they cannot say anything else.
CREATE TABLE chain (
    seq     INTEGER PRIMARY KEY CHECK (seq > 0),
    line    TEXT NOT NULL,
    hash    TEXT NOT NULL,
    kind    TEXT GENERATED ALWAYS AS (CASE WHEN json_valid(line) THEN json_extract(line, '$.kind') END) VIRTUAL,
    actor   TEXT GENERATED ALWAYS AS (CASE WHEN json_valid(line) THEN json_extract(line, '$.actor') END) VIRTUAL,
    time_ms INTEGER GENERATED ALWAYS AS (CASE WHEN json_valid(line) THEN json_extract(line, '$.time_ms') END) VIRTUAL
) STRICT;

CREATE TABLE paper_ledger (
    seq   INTEGER PRIMARY KEY,
    bytes BLOB NOT NULL
) STRICT;

CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER journal_is_never_cut BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER chain_is_never_changed BEFORE UPDATE ON chain BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER chain_is_never_cut BEFORE DELETE ON chain BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER ledger_is_never_changed BEFORE UPDATE ON paper_ledger BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER ledger_is_never_cut BEFORE DELETE ON paper_ledger BEGIN SELECT RAISE(ABORT, 'append only'); END;

CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL CHECK (json_valid(value))
) STRICT;

CREATE TABLE person (
    name               TEXT PRIMARY KEY,
    role               TEXT NOT NULL CHECK (role IN ('viewer', 'trader', 'admin')),
    password_hash      TEXT NOT NULL,
    key_id             TEXT,
    public_key         TEXT,
    sealed_signing_key BLOB,
    created_ms         INTEGER NOT NULL,
    disabled           INTEGER NOT NULL CHECK (disabled IN (0, 1)),
    failed_logins      INTEGER NOT NULL CHECK (failed_logins >= 0),
    locked_until_ms    INTEGER
) STRICT;

CREATE TABLE sealed (
    name  TEXT PRIMARY KEY,
    bytes BLOB NOT NULL
) STRICT;

CREATE TABLE backtest_run (
    id         TEXT PRIMARY KEY,
    created_ms INTEGER NOT NULL,
    meta       TEXT NOT NULL CHECK (json_valid(meta)),
    result     BLOB NOT NULL
) STRICT;

CREATE INDEX backtest_run_by_time ON backtest_run (created_ms, id);
