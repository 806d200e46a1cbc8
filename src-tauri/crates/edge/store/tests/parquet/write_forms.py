"""Writes the same sixty candles in the ways Parquet files in the wild are written (pyarrow 26, pandas 3).

Run as: python write_forms.py, in this folder.
"""
from decimal import Decimal

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

FIRST_MS = 1_500_001_200_000
COUNT = 60


def candles(step_ms):
    for i in range(COUNT):
        open_ = 100 + i / 100
        yield FIRST_MS // step_ms * step_ms + i * step_ms, open_, open_ + 1, open_ - 0.5, open_ + 0.25, 1.5


def columns(step_ms=3_600_000):
    return [list(c) for c in zip(*candles(step_ms))]


def table(time, values, time_name="timestamp"):
    names = [time_name, "open", "high", "low", "close", "volume"]
    return pa.table([time, *values], names=names)


def doubles(values):
    return [pa.array(v, pa.float64()) for v in values]


time, *values = columns()

index = pd.to_datetime(time, unit="ms", utc=True).as_unit("ns")
frame = pd.DataFrame(dict(zip(["open", "high", "low", "close", "volume"], values)), index=index)
frame.to_parquet("pandas_index_snappy.parquet")

micros = pa.array([t * 1000 for t in time], pa.timestamp("us"))
pq.write_table(table(micros, doubles(values), "Open time"), "micros_zstd.parquet", compression="zstd", row_group_size=17)

millis = pa.array(time, pa.timestamp("ms", tz="UTC"))
exact = [pa.array([Decimal(f"{x:.2f}") for x in v], pa.decimal128(20, 8)) for v in values]
pq.write_table(table(millis, exact), "decimals_gzip.parquet", compression="gzip", data_page_version="2.0")

seconds = pa.array([t // 1000 for t in time], pa.int64())
texts = [pa.array([f"{x:.2f}" for x in v]) for v in values]
extra = table(seconds, texts, "time").append_column("tags", pa.array([["a"]] * COUNT))
pq.write_table(extra, "texts_brotli.parquet", compression="brotli")

newest_first = [pa.array(v[::-1], pa.float64()) for v in values]
nanos = pa.array([t * 1_000_000 for t in time][::-1], pa.timestamp("ns"))
pq.write_table(table(nanos, newest_first, "ts"), "int96_lz4.parquet", compression="lz4", use_deprecated_int96_timestamps=True)

iso = pa.array([pd.Timestamp(t, unit="ms").isoformat() + "Z" for t in time])
pq.write_table(table(iso, doubles(values), "datetime"), "iso_plain.parquet", compression="none", use_dictionary=False)

daily, *values = columns(86_400_000)
days = pa.array([t // 86_400_000 for t in daily], pa.date32())
pq.write_table(table(days, doubles(values), "date"), "dates_snappy.parquet")

time, *values = columns()
values[3][40] = None
pq.write_table(table(pa.array(time, pa.int64()), doubles(values)), "row_41_without_close.parquet", row_group_size=17)

lists = [pa.array([[x] for x in v]) for v in values]
pq.write_table(table(pa.array(time, pa.int64()), lists), "lists.parquet")

flags = [pa.array([True] * COUNT) for _ in values]
pq.write_table(table(pa.array(time, pa.int64()), flags), "flags.parquet")
