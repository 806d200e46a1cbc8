"""ccxt, unmodified, against the double of Kraken.

    python check_kraken.py --rest URL --ws URL --key KEY --secret SECRET

One line for each check; exit code 1 if any failed. Tested with ccxt 4.5.90.
"""

import argparse
import sys
import traceback

import ccxt

SYMBOL = "BTC/USD"


def connect(arguments):
    kraken = ccxt.kraken({"apiKey": arguments.key, "secret": arguments.secret, "enableRateLimit": True})
    kraken.urls["api"]["public"] = arguments.rest
    kraken.urls["api"]["private"] = arguments.rest
    return kraken


def markets(kraken, _):
    loaded = kraken.load_markets()
    assert SYMBOL in loaded and "ETH/BTC" in loaded, sorted(loaded)
    btc = loaded[SYMBOL]
    assert btc["id"] == "XXBTZUSD" and btc["limits"]["amount"]["min"] == 0.00005, btc
    assert btc["taker"] == 0.004 and btc["maker"] == 0.0025, btc


def ticker(kraken, _):
    told = kraken.fetch_ticker(SYMBOL)
    assert 0 < told["bid"] < told["ask"] and told["last"] > 0, told
    assert len(kraken.fetch_tickers()) >= 5


def book(kraken, seen):
    told = kraken.fetch_order_book(SYMBOL, 20)
    assert len(told["bids"]) == 20 and len(told["asks"]) == 20, told
    assert told["bids"][0][0] > told["bids"][1][0] and told["asks"][0][0] < told["asks"][1][0]
    assert told["bids"][0][0] < told["asks"][0][0]
    seen["bid"], seen["ask"] = told["bids"][0][0], told["asks"][0][0]


def trades(kraken, _):
    told = kraken.fetch_trades(SYMBOL, limit=30)
    assert len(told) == 30 and {trade["side"] for trade in told} <= {"buy", "sell"}, told[:2]
    assert [t["timestamp"] for t in told] == sorted(t["timestamp"] for t in told)


def candles(kraken, _):
    told = kraken.fetch_ohlcv(SYMBOL, "1h", limit=24)
    assert len(told) == 24 and all(b[0] - a[0] == 3_600_000 for a, b in zip(told, told[1:])), told[:3]
    assert all(low <= min(o, c) and max(o, c) <= high for _, o, high, low, c, _ in told)


def balance(kraken, _):
    told = kraken.fetch_balance()
    assert told["USD"]["free"] > 0 and told["BTC"]["total"] > 0, told["total"]


def place(kraken, seen):
    price = kraken.price_to_precision(SYMBOL, seen["bid"] * 0.9)
    order = kraken.create_order(SYMBOL, "limit", "buy", 0.01, float(price))
    seen["resting"] = order["id"]
    told = kraken.fetch_order(order["id"], SYMBOL)
    assert told["status"] == "open" and told["price"] == float(price) and told["amount"] == 0.01, told
    assert order["id"] in [one["id"] for one in kraken.fetch_open_orders(SYMBOL)]


def cancel(kraken, seen):
    kraken.cancel_order(seen["resting"], SYMBOL)
    assert kraken.fetch_order(seen["resting"], SYMBOL)["status"] == "canceled"
    assert seen["resting"] in [one["id"] for one in kraken.fetch_closed_orders(SYMBOL)]
    assert kraken.fetch_open_orders(SYMBOL) == []


def fill(kraken, seen):
    order = kraken.create_order(SYMBOL, "market", "buy", 0.002)
    told = kraken.fetch_order(order["id"], SYMBOL)
    assert told["status"] == "closed" and told["filled"] == 0.002, told
    mine = [trade for trade in kraken.fetch_my_trades(SYMBOL) if trade["order"] == order["id"]]
    assert abs(sum(trade["amount"] for trade in mine) - 0.002) < 1e-12, mine
    cost = sum(trade["cost"] for trade in mine)
    assert abs(sum(trade["fee"]["cost"] for trade in mine) - cost * 0.004) < 1e-6, mine


def refusals(kraken, seen):
    def raises(kind, call):
        try:
            call()
        except kind:
            return
        raise AssertionError(f"no {kind.__name__}")

    raises(ccxt.InsufficientFunds, lambda: kraken.create_order(SYMBOL, "limit", "buy", 1000, seen["bid"]))
    raises(ccxt.InvalidOrder, lambda: kraken.cancel_order(seen["resting"], SYMBOL))
    wrong = ccxt.kraken({"apiKey": kraken.apiKey, "secret": "QUFBQQ==", "enableRateLimit": True})
    wrong.urls = kraken.urls
    # ccxt has no word of its own for a wrong signature
    raises(ccxt.ExchangeError, wrong.fetch_balance)


CHECKS = [markets, ticker, book, trades, candles, balance, place, cancel, fill, refusals]


def main():
    parser = argparse.ArgumentParser()
    for name in ("rest", "ws", "key", "secret"):
        parser.add_argument(f"--{name}", required=True)
    kraken, seen, failed = connect(parser.parse_args()), {}, 0
    for check in CHECKS:
        try:
            check(kraken, seen)
            print(f"ok      {check.__name__}")
        except Exception as error:
            failed += 1
            where = traceback.extract_tb(error.__traceback__)[-1].lineno
            print(f"FAILED  {check.__name__} (line {where}): {type(error).__name__}: {error}"[:600])
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
