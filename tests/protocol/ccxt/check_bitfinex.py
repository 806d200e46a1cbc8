"""Bitfinex's double as the unmodified ccxt client sees it.

    python check_bitfinex.py --rest URL --ws URL --key KEY --secret SECRET

One line a check; the exit code is 1 if any failed. Tried with ccxt 4.5.90.
"""

import argparse
import sys
import time

import ccxt

SYMBOL = "BTC/USD"
FAILED = []


def check(name):
    def run(function):
        try:
            said = function()
            print(f"ok    {name}{': ' + str(said) if said else ''}")
        except Exception as error:  # every failure is a line, and the next check goes on
            FAILED.append(name)
            print(f"FAIL  {name}: {type(error).__name__}: {error}")
        return function

    return run


def client(url, key, secret):
    exchange = ccxt.bitfinex({"apiKey": key, "secret": secret, "enableRateLimit": True})
    for name in exchange.urls["api"]:
        exchange.urls["api"][name] = url
    return exchange


def main(url, key, secret):
    exchange = client(url, key, secret)
    state = {}

    @check("markets")
    def _():
        markets = exchange.load_markets()
        assert SYMBOL in markets and "BTC/USDT" in markets, sorted(markets)
        assert markets[SYMBOL]["id"] == "tBTCUSD"
        assert markets[SYMBOL]["limits"]["amount"]["min"] == 0.00004
        return f"{len(markets)} markets"

    @check("ticker")
    def _():
        ticker = exchange.fetch_ticker(SYMBOL)
        assert 0 < ticker["bid"] < ticker["ask"], ticker
        assert ticker["low"] <= ticker["last"] <= ticker["high"]
        state["last"] = ticker["last"]
        assert SYMBOL in exchange.fetch_tickers([SYMBOL])

    @check("book")
    def _():
        book = exchange.fetch_order_book(SYMBOL, 25)
        assert len(book["bids"]) == len(book["asks"]) == 25
        assert book["bids"][0][0] < book["asks"][0][0]
        assert all(a[0] > b[0] for a, b in zip(book["bids"], book["bids"][1:]))
        state["bid"] = book["bids"][0][0]

    @check("trades")
    def _():
        trades = exchange.fetch_trades(SYMBOL, limit=50)
        assert len(trades) == 50
        assert all(a["timestamp"] <= b["timestamp"] for a, b in zip(trades, trades[1:]))

    @check("candles")
    def _():
        candles = exchange.fetch_ohlcv(SYMBOL, "1m", limit=100)
        assert len(candles) > 50
        assert all(low <= min(o, c) and max(o, c) <= high for _, o, high, low, c, _ in candles)
        since = candles[0][0] - 86_400_000
        older = exchange.fetch_ohlcv(SYMBOL, "1h", since=since, limit=5)
        assert older[0][0] >= since and len(older) == 5

    @check("balance")
    def _():
        balance = exchange.fetch_balance()
        assert balance["USD"]["total"] == 1_000_000, balance["USD"]
        assert balance["USDT"]["free"] > 0

    @check("create a limit order")
    def _():
        price = float(exchange.price_to_precision(SYMBOL, state["bid"] * 0.5))
        order = exchange.create_order(SYMBOL, "limit", "buy", 0.01, price, {"clientOrderId": 12345})
        assert order["status"] == "open" and order["clientOrderId"] == "12345", order
        assert order["price"] == price and order["remaining"] == 0.01
        state["order"] = order["id"]
        used = exchange.fetch_balance()["USD"]["used"]
        assert abs(used - 0.01 * price) < 1e-6, used

    @check("fetch it")
    def _():
        assert exchange.fetch_order(state["order"], SYMBOL)["status"] == "open"
        assert [o["id"] for o in exchange.fetch_open_orders(SYMBOL)] == [state["order"]]

    @check("change it")
    def _():
        price = float(exchange.price_to_precision(SYMBOL, state["bid"] * 0.6))
        exchange.edit_order(state["order"], SYMBOL, "limit", "buy", 0.02, price)
        order = exchange.fetch_order(state["order"], SYMBOL)
        assert order["price"] == price and order["amount"] == 0.02, order

    @check("cancel it")
    def _():
        exchange.cancel_order(state["order"], SYMBOL)
        assert exchange.fetch_open_orders(SYMBOL) == []
        closed = exchange.fetch_closed_orders(SYMBOL)
        assert closed[0]["id"] == state["order"] and closed[0]["status"] == "canceled", closed[0]

    @check("create a market order")
    def _():
        order = exchange.create_order(SYMBOL, "market", "sell", 0.05)
        state["market"] = order["id"]
        again = exchange.fetch_closed_order(order["id"], SYMBOL)
        assert again["status"] == "closed" and again["filled"] == 0.05, again

    @check("my trades")
    def _():
        trades = exchange.fetch_my_trades(SYMBOL)
        assert trades and all(trade["order"] == state["market"] for trade in trades), trades
        assert abs(sum(trade["amount"] for trade in trades) - 0.05) < 1e-9
        assert all(trade["fee"]["cost"] > 0 and trade["fee"]["currency"] == "USD" for trade in trades)
        assert len(exchange.fetch_order_trades(state["market"], SYMBOL)) == len(trades)

    @check("cancel all")
    def _():
        for number in range(3):
            exchange.create_order(SYMBOL, "limit", "buy", 0.01, round(state["bid"] * 0.4) + number)
        exchange.cancel_all_orders()
        assert exchange.fetch_open_orders(SYMBOL) == []

    @check("refusals")
    def _():
        expect(ccxt.InsufficientFunds, lambda: exchange.create_order(SYMBOL, "limit", "buy", 900, 60000))
        # the client reads every other refusal of code 10001 as one of permission
        expect(ccxt.PermissionDenied, lambda: exchange.create_order(SYMBOL, "limit", "buy", 0.00001, 60000))
        wrong = client(url, key, "wrong")
        wrong.markets, wrong.markets_by_id = exchange.markets, exchange.markets_by_id
        expect(ccxt.AuthenticationError, wrong.fetch_balance)
        expect(ccxt.OrderNotFound, lambda: exchange.cancel_order("1", SYMBOL))

    return 1 if FAILED else 0


def expect(kind, function):
    try:
        function()
    except kind:
        return
    except Exception as error:
        raise AssertionError(f"{kind.__name__} expected, {type(error).__name__} came: {error}") from error
    raise AssertionError(f"{kind.__name__} expected, nothing came")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    for name in ("rest", "ws", "key", "secret"):
        parser.add_argument(f"--{name}", required=True)
    given = parser.parse_args()
    started = time.monotonic()
    code = main(given.rest, given.key, given.secret)
    print(f"{'failed' if code else 'passed'} in {time.monotonic() - started:.1f} s")
    sys.exit(code)
