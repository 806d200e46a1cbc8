-- Strategies people wrote: every save is a row, and no row is ever changed. sha256: of the source, in hex.
-- restored_from: the version this one is a copy of.
CREATE TABLE script_version (
    name          TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
    version       INTEGER NOT NULL CHECK (version > 0),
    source        TEXT NOT NULL,
    sha256        TEXT NOT NULL CHECK (length(sha256) = 64),
    saved_ms      INTEGER NOT NULL,
    saved_by      TEXT NOT NULL,
    note          TEXT NOT NULL,
    restored_from INTEGER CHECK (restored_from < version),
    PRIMARY KEY (name, version)
) STRICT;

CREATE TRIGGER script_version_is_never_changed BEFORE UPDATE ON script_version BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER script_version_is_never_cut BEFORE DELETE ON script_version BEGIN SELECT RAISE(ABORT, 'append only'); END;
