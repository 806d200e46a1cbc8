-- Ranges of a series that were asked of its venue and answered whole: what is missing inside them the venue does not have.
CREATE TABLE fetched_range (
    series_id INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
    from_ms   INTEGER NOT NULL,
    to_ms     INTEGER NOT NULL CHECK (to_ms > from_ms),
    PRIMARY KEY (series_id, from_ms)
) STRICT;
