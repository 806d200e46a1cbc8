"""ccxt, unmodified, against the double of Coinbase.

    python check_coinbase.py --rest URL --ws URL --key KEY --secret SECRET

One line for each check; exit code 1 if any failed. Tested with ccxt 4.5.90.
"""

import argparse
import sys
import time
import traceback

import ccxt

SYMBOL = "BTC/USD"


def connect(arguments):
    secret = arguments.secret.replace("\\n", "\n")
    coinbase = ccxt.coinbase({"apiKey": arguments.key, "secret": secret, "enableRateLimit": True})
    coinbase.urls["api"]["rest"] = arguments.rest
    return coinbase


def markets(coinbase, _):
    loaded = coinbase.load_markets()
    assert SYMBOL in loaded and "ETH/BTC" in loaded, sorted(loaded)
    bitcoin = loaded[SYMBOL]
    assert bitcoin["id"] == "BTC-USD" and bitcoin["precision"]["price"] == 0.01, bitcoin
    assert bitcoin["taker"] == 0.012 and bitcoin["maker"] == 0.006, bitcoin


def ticker(coinbase, _):
    told = coinbase.fetch_ticker(SYMBOL)
    assert 0 < told["bid"] < told["ask"] and told["last"] > 0, told
    assert len(coinbase.fetch_tickers()) >= 5


def book(coinbase, seen):
    told = coinbase.fetch_order_book(SYMBOL, 20)
    assert len(told["bids"]) == 20 and len(told["asks"]) == 20, told
    assert told["bids"][0][0] > told["bids"][1][0] and told["asks"][0][0] < told["asks"][1][0]
    assert told["bids"][0][0] < told["asks"][0][0]
    seen["bid"] = told["bids"][0][0]


def trades(coinbase, _):
    told = coinbase.fetch_trades(SYMBOL, limit=50)
    assert len(told) == 50 and len({trade["id"] for trade in told}) == 50
    assert all(trade["price"] > 0 and trade["side"] in ("buy", "sell") for trade in told)


def candles(coinbase, _):
    since = int(time.time() * 1000) - 2 * 3600 * 1000
    for timeframe, length in (("1m", 60_000), ("5m", 300_000)):
        told = coinbase.fetch_ohlcv(SYMBOL, timeframe, since=since, limit=20)
        assert len(told) >= 20, (timeframe, len(told))
        starts = [row[0] for row in told]
        assert all(b - a == length for a, b in zip(starts, starts[1:])), starts
        assert all(low <= min(o, c) and high >= max(o, c) for _, o, high, low, c, _ in told)


def balance(coinbase, seen):
    told = coinbase.fetch_balance()
    assert told["USD"]["total"] > 0 and told["BTC"]["free"] > 0, told
    seen["btc"] = told["BTC"]["total"]


def resting_order(coinbase, seen):
    price = float(coinbase.price_to_precision(SYMBOL, seen["bid"] * 0.8))
    placed = coinbase.create_order(SYMBOL, "limit", "buy", 0.01, price, {"postOnly": True})
    found = coinbase.fetch_order(placed["id"], SYMBOL)
    assert found["status"] == "open" and found["price"] == price and found["amount"] == 0.01, found
    assert placed["id"] in {order["id"] for order in coinbase.fetch_open_orders(SYMBOL)}
    cancelled = coinbase.cancel_order(placed["id"], SYMBOL)
    assert cancelled["id"] == placed["id"], cancelled
    assert coinbase.fetch_order(placed["id"], SYMBOL)["status"] == "canceled"
    assert coinbase.fetch_open_orders(SYMBOL) == []
    seen["resting"] = placed["id"]


def market_orders(coinbase, seen):
    bought = coinbase.create_order(SYMBOL, "market", "buy", 0.05, seen["bid"] * 1.05)
    sold = coinbase.create_order(SYMBOL, "market", "sell", 0.02)
    first, second = (coinbase.fetch_order(one["id"], SYMBOL) for one in (bought, sold))
    assert second["status"] == "closed" and second["filled"] == 0.02, second
    assert first["filled"] > 0, first
    seen["sold"] = sold["id"]
    now = coinbase.fetch_balance()["BTC"]["total"]
    assert abs(now - (seen["btc"] + first["filled"] - 0.02)) < 1e-9, (now, seen["btc"], first["filled"])


def my_trades(coinbase, seen):
    told = coinbase.fetch_my_trades(SYMBOL)
    of_sale = [trade for trade in told if trade["order"] == seen["sold"]]
    assert abs(sum(trade["amount"] for trade in of_sale) - 0.02) < 1e-12, of_sale
    assert all(trade["fee"]["cost"] > 0 for trade in of_sale), of_sale


def past_orders(coinbase, seen):
    ids = {order["id"] for order in coinbase.fetch_orders(SYMBOL)}
    assert {seen["resting"], seen["sold"]} <= ids, ids


def changed_order(coinbase, seen):
    price = float(coinbase.price_to_precision(SYMBOL, seen["bid"] * 0.7))
    placed = coinbase.create_order(SYMBOL, "limit", "buy", 0.01, price)
    coinbase.edit_order(placed["id"], SYMBOL, "limit", "buy", 0.02, price - 10)
    found = coinbase.fetch_order(placed["id"], SYMBOL)
    assert found["amount"] == 0.02 and found["price"] == price - 10, found
    coinbase.cancel_order(placed["id"], SYMBOL)


def refusals(coinbase, seen):
    try:
        coinbase.create_order(SYMBOL, "limit", "buy", 1000, seen["bid"])
    except ccxt.ExchangeError as error:
        assert "INSUFFICIENT_FUND" in str(error), error
    else:
        raise AssertionError("an order nobody can pay was taken")
    stranger = ccxt.coinbase({"apiKey": coinbase.apiKey + "0", "secret": coinbase.secret})
    stranger.urls["api"]["rest"] = coinbase.urls["api"]["rest"]
    try:
        stranger.v3PrivateGetBrokerageAccounts()
    except ccxt.BaseError:
        return
    raise AssertionError("a key nobody has was let in")


CHECKS = [
    markets,
    ticker,
    book,
    trades,
    candles,
    balance,
    resting_order,
    market_orders,
    my_trades,
    past_orders,
    changed_order,
    refusals,
]


def main():
    parser = argparse.ArgumentParser()
    for name in ("rest", "ws", "key", "secret"):
        parser.add_argument(f"--{name}", required=name != "ws")
    arguments = parser.parse_args()
    coinbase, seen, failed = connect(arguments), {}, 0
    for check in CHECKS:
        name = check.__name__.replace("_", " ")
        try:
            check(coinbase, seen)
            print(f"ok      {name}")
        except Exception:
            failed += 1
            print(f"FAILED  {name}")
            traceback.print_exc(limit=4)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
