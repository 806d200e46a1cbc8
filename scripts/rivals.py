"""The other tools on this machine, on the data of our benches; medians of at least nine runs.

    python3 -m venv /tmp/rivals && /tmp/rivals/bin/pip install numpy numba TA-Lib kand pyarrow raptorbt vectorbt backtesting
    /tmp/rivals/bin/python scripts/rivals.py [indicators|backtest|sweep|csv|libraries ...]
"""

import io
import math
import sys
import time
import warnings

import numpy as np
from numba import njit, prange

warnings.filterwarnings("ignore")


def measure(name, run, runs=9, per=None):
    run()
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    taken.sort()
    middle, least = taken[len(taken) // 2], taken[0]
    if per:
        print(f"{name}: median {middle / per * 1e9:.2f} ns a candle, least {least / per * 1e9:.2f}", flush=True)
    else:
        print(f"{name}: median {middle * 1e3:.2f} ms, least {least * 1e3:.2f}", flush=True)


@njit
def walk(n):
    """The random walk of benches/backtest.rs."""
    state = np.uint64(0x9E3779B97F4A7C15)
    close = 20_000.0
    opens, closes = np.empty(n), np.empty(n)
    for i in range(n):
        state ^= state << np.uint64(13)
        state ^= state >> np.uint64(7)
        state ^= state << np.uint64(17)
        opens[i] = close
        close *= 1.0 + np.float64(state >> np.uint64(11)) / 9007199254740992.0 * 0.01 - 0.005
        closes[i] = close
    return opens, closes


def candles(n):
    opens, closes = walk(n)
    return opens, np.maximum(opens, closes) * 1.001, np.minimum(opens, closes) * 0.999, closes


@njit(fastmath=False)
def rsi_into(close, length, out):
    gain = loss = 0.0
    for i in range(1, length + 1):
        change = close[i] - close[i - 1]
        gain += max(change, 0.0)
        loss += max(-change, 0.0)
    factor = (length - 1.0) / length
    out[:length] = np.nan
    out[length] = 100.0 * gain / (gain + loss)
    for i in range(length + 1, len(close)):
        change = close[i] - close[i - 1]
        gain = gain * factor + max(change, 0.0)
        loss = loss * factor + max(-change, 0.0)
        out[i] = 100.0 * gain / (gain + loss)


@njit(fastmath=False)
def backtest(opens, close, length, oversold, overbought, fee, equity, drawdown):
    """RSI cross from closes to equity, drawdown and Sharpe in one pass."""
    n = len(close)
    gain = loss = 0.0
    factor = (length - 1.0) / length
    cash, units, peak, last = 10_000.0, 0.0, 10_000.0, 10_000.0
    total = squares = deepest = 0.0
    before = np.nan
    wanted = 0
    trades = 0
    for i in range(n):
        if wanted == 1:
            units, cash = cash / (opens[i] * (1.0 + fee)), 0.0
        elif wanted == 2:
            cash, units = units * opens[i] * (1.0 - fee), 0.0
            trades += 1
        wanted = 0
        if i:
            change = close[i] - close[i - 1]
            if i <= length:
                gain += max(change, 0.0)
                loss += max(-change, 0.0)
            else:
                gain = gain * factor + max(change, 0.0)
                loss = loss * factor + max(-change, 0.0)
            if i >= length:
                rsi = 100.0 * gain / (gain + loss)
                if units == 0.0 and before <= oversold and rsi > oversold:
                    wanted = 1
                elif units > 0.0 and before >= overbought and rsi < overbought:
                    wanted = 2
                before = rsi
        worth = cash + units * close[i]
        equity[i] = worth
        if worth != last:
            r = worth / last - 1.0
            total += r
            squares += r * r
            last = worth
        peak = max(peak, worth)
        depth = 1.0 - worth / peak
        drawdown[i] = depth
        deepest = max(deepest, depth)
    count = n - 1
    variance = (squares - total * total / count) / (count - 1)
    return trades, last, deepest, total / count / math.sqrt(variance) * math.sqrt(525600.0)


@njit(parallel=True, fastmath=False)
def sweep(opens, close, lengths, oversold, overbought, fee, out):
    n, levels = len(close), len(oversold) * len(overbought)
    series = np.empty((len(lengths), n))
    for k in prange(len(lengths)):
        rsi_into(close, lengths[k], series[k])
    for job in prange(len(lengths) * levels):
        rsi = series[job // levels]
        low = oversold[job % levels // len(overbought)]
        high = overbought[job % len(overbought)]
        cash, units, peak, last = 10_000.0, 0.0, 10_000.0, 10_000.0
        total = squares = deepest = 0.0
        trades = wanted = 0
        for i in range(lengths[job // levels] + 1, n):
            if wanted == 1:
                units, cash = cash / (opens[i] * (1.0 + fee)), 0.0
            elif wanted == 2:
                cash, units = units * opens[i] * (1.0 - fee), 0.0
                trades += 1
            wanted = 0
            if units == 0.0 and rsi[i - 1] <= low and rsi[i] > low:
                wanted = 1
            elif units > 0.0 and rsi[i - 1] >= high and rsi[i] < high:
                wanted = 2
            worth = cash + units * close[i]
            if worth != last:
                r = worth / last - 1.0
                total += r
                squares += r * r
                last = worth
                peak = max(peak, worth)
                deepest = max(deepest, 1.0 - worth / peak)
        variance = (squares - total * total / (n - 1)) / (n - 2)
        out[job, 0], out[job, 1], out[job, 2], out[job, 3] = last, trades, deepest, total / math.sqrt(variance)


def indicators():
    import kand
    import talib

    _, high, low, close = candles(1_000_000)
    volume = np.random.default_rng(1).random(len(close))
    target = np.empty_like(close)
    measure("copy of a column", lambda: np.copyto(target, close), 31, 1e6)
    for name, run in {
        "TA-Lib SMA 20": lambda: talib.SMA(close, 20),
        "TA-Lib EMA 20": lambda: talib.EMA(close, 20),
        "TA-Lib WMA 20": lambda: talib.WMA(close, 20),
        "TA-Lib RSI 14": lambda: talib.RSI(close, 14),
        "TA-Lib ATR 14": lambda: talib.ATR(high, low, close, 14),
        "TA-Lib ADX 14": lambda: talib.ADX(high, low, close, 14),
        "TA-Lib STOCH 14 3 3": lambda: talib.STOCH(high, low, close, 14, 3, 0, 3, 0),
        "TA-Lib BBANDS 20": lambda: talib.BBANDS(close, 20, 2.0, 2.0),
        "TA-Lib MACD": lambda: talib.MACD(close),
        "kand SMA 20": lambda: kand.sma(close, 20),
        "kand EMA 20": lambda: kand.ema(close, 20),
        "kand WMA 20": lambda: kand.wma(close, 20),
        "kand RSI 14": lambda: kand.rsi(close, 14),
        "kand ATR 14": lambda: kand.atr(high, low, close, 14),
        "kand MACD": lambda: kand.macd(close, 12, 26, 9),
    }.items():
        measure(name, run, 31, 1e6)
    measure("numba RSI 14, column reused", lambda: rsi_into(close, 14, target), 31, 1e6)


def one_backtest():
    opens, _, _, close = candles(1_000_000)
    equity, drawdown = np.empty_like(close), np.empty_like(close)
    run = lambda: backtest(opens, close, 14, 30.0, 70.0, 0.001, equity, drawdown)
    print("numba backtest finds", run())
    measure("numba backtest, 1,000,000 candles, columns reused", run, 31)


def many_backtests():
    lengths = np.arange(5, 25)
    low, high = np.arange(20.0, 30.0, 2.0), np.arange(60.0, 80.0, 2.0)
    opens, _, _, close = candles(100_000)
    out = np.empty((1000, 4))
    run = lambda: sweep(opens, close, lengths, low, high, 0.001, out)
    run()
    print("numba sweep finds", out[:, 1].sum(), "trades")
    measure("numba sweep, 1,000 on 100,000", run, 15)


def csv():
    import pyarrow
    import pyarrow.csv

    opens, high, low, close = candles(1_000_000)
    cents = lambda v: np.round(v, 2)
    rows = zip(range(1_620_000_000_000, 1_620_000_000_000 + 60_000 * 1_000_000, 60_000), cents(opens), cents(high), cents(low), cents(close))
    text = "".join(f"{t},{o},{h},{l},{c},{(i * 7919 % 5_000_000_000) / 1e8}\n" for i, (t, o, h, l, c) in enumerate(rows)).encode()
    options = pyarrow.csv.ReadOptions(column_names=["t", "o", "h", "l", "c", "v"])
    for threads in (True, False):
        options.use_threads = threads
        measure(f"pyarrow CSV read, {len(text) >> 20} MiB, threads {threads}", lambda: pyarrow.csv.read_csv(io.BytesIO(text), read_options=options), 9)


def libraries():
    import pandas
    import raptorbt
    import talib

    opens, high, low, close = candles(1_000_000)
    volume = np.ones_like(close)
    stamps = np.arange(len(close), dtype=np.int64) * 60_000_000_000

    def signals():
        rsi = talib.RSI(close, 14)
        before = np.roll(rsi, 1)
        return (before <= 30) & (rsi > 30), (before >= 70) & (rsi < 70)

    config = raptorbt.BacktestConfig(initial_capital=10_000.0, fees=0.001)
    measure("raptorbt, 1,000,000", lambda: raptorbt.run_single_backtest(stamps, opens, high, low, close, volume, *signals(), config=config), 9)
    import vectorbt

    index = pandas.to_datetime(stamps)
    prices = pandas.Series(close, index=index)

    def portfolio():
        enter, leave = signals()
        found = vectorbt.Portfolio.from_signals(prices, pandas.Series(enter, index=index), pandas.Series(leave, index=index), fees=0.001, freq="1min")
        return found.value(), found.drawdown(), found.sharpe_ratio()

    measure("vectorbt, 1,000,000", portfolio, 9)
    from backtesting import Backtest, Strategy

    class Cross(Strategy):
        def init(self):
            self.rsi = self.I(talib.RSI, self.data.Close, 14)

        def next(self):
            if not self.position and self.rsi[-2] <= 30 < self.rsi[-1]:
                self.buy()
            elif self.position and self.rsi[-2] >= 70 > self.rsi[-1]:
                self.position.close()

    frame = pandas.DataFrame({"Open": opens, "High": high, "Low": low, "Close": close, "Volume": volume}, index=index)[:100_000]
    measure("backtesting.py, 100,000", lambda: Backtest(frame, Cross, cash=1e8, commission=0.001).run(), 3)


if __name__ == "__main__":
    parts = {"indicators": indicators, "backtest": one_backtest, "sweep": many_backtests, "csv": csv, "libraries": libraries}
    for part in sys.argv[1:] or parts:
        parts[part]()
