"""Points ccxt's own binance client at a simulated Binance and checks what traders use it for.

    python check_binance.py --rest URL --ws URL --key KEY --secret SECRET

One line a check; exit status 1 if one failed. Written against ccxt 4.5.90.
"""

import argparse
import sys
from urllib.parse import urlsplit

import ccxt


def redirected(urls, base):
    """Every address with its path kept and the host exchanged."""
    if isinstance(urls, dict):
        return {name: redirected(url, base) for name, url in urls.items()}
    return base + urlsplit(urls).path if isinstance(urls, str) else urls


def main():
    parser = argparse.ArgumentParser()
    for name in ("rest", "ws", "key", "secret"):
        parser.add_argument(f"--{name}", required=True)
    given = parser.parse_args()
    base, key, secret = given.rest, given.key, given.secret
    client = ccxt.binance({"apiKey": key, "secret": secret})
    client.urls["api"] = redirected(client.urls["api"], base)
    pair = "BTC/USDT"
    placed = {}
    failed = []

    def check(name, test):
        try:
            detail = test()
            print(f"ok      {name}: {detail}")
        except Exception as error:  # whatever it is, the check failed
            failed.append(name)
            print(f"FAILED  {name}: {type(error).__name__}: {error}")

    def markets():
        market = client.load_markets()[pair]
        assert market["precision"] == {**market["precision"], "amount": 1e-05, "price": 0.01}, market["precision"]
        return f"{len(client.markets)} markets"

    def ticker():
        one = client.fetch_ticker(pair)
        assert one["low"] <= one["last"] <= one["high"] and one["bid"] < one["ask"]
        placed["last"] = one["last"]
        return one["last"]

    def book():
        one = client.fetch_order_book(pair, 50)
        assert len(one["bids"]) == 50 and one["bids"][0][0] < one["asks"][0][0] and one["nonce"] > 0
        return f"{one['bids'][0][0]} / {one['asks'][0][0]}"

    def trades():
        rows = client.fetch_trades(pair, limit=100)
        assert len(rows) == 100 and all(row["side"] in ("buy", "sell") for row in rows)
        return len(rows)

    def candles():
        rows = client.fetch_ohlcv(pair, "1h", limit=200)
        steps = {later[0] - earlier[0] for earlier, later in zip(rows, rows[1:])}
        assert len(rows) == 200 and steps == {3_600_000}, steps
        since = client.fetch_ohlcv(pair, "5m", since=rows[0][0], limit=10)
        assert since[0][0] == rows[0][0] and len(since) == 10
        return len(rows)

    def balance():
        one = client.fetch_balance()
        assert one["BTC"]["total"] > 0 and one["USDT"]["free"] > 0
        placed["btc"] = one["BTC"]["total"]
        return one["BTC"]

    def create():
        price = round(placed["last"] * 0.9, 2)
        order = client.create_order(pair, "limit", "buy", 0.01, price, {"clientOrderId": "check-1"})
        assert order["status"] == "open" and order["clientOrderId"] == "check-1" and order["price"] == price
        placed["id"] = order["id"]
        return order["id"]

    def fetch():
        order = client.fetch_order(placed["id"], pair)
        assert order["amount"] == 0.01 and order["remaining"] == 0.01
        assert placed["id"] in [one["id"] for one in client.fetch_open_orders(pair)]
        return order["status"]

    def cancel():
        client.cancel_order(placed["id"], pair)
        assert client.fetch_order(placed["id"], pair)["status"] == "canceled"
        assert client.fetch_open_orders(pair) == []
        return placed["id"]

    def market():
        order = client.create_order(pair, "market", "buy", 0.02)
        assert order["status"] == "closed" and order["filled"] == 0.02 and order["average"] > 0
        placed["market"] = order["id"]
        return order["average"]

    def stop():
        price = round(placed["last"] * 0.8, 2)
        order = client.create_order(pair, "limit", "sell", 0.01, price, {"stopLossPrice": price})
        assert client.fetch_order(order["id"], pair)["triggerPrice"] == price
        client.cancel_order(order["id"], pair)
        return order["id"]

    def my_trades():
        rows = [row for row in client.fetch_my_trades(pair) if row["order"] == placed["market"]]
        assert abs(sum(row["amount"] for row in rows) - 0.02) < 1e-12
        assert all(row["fee"]["currency"] == "BTC" for row in rows)
        after = client.fetch_balance()["BTC"]["total"]
        fees = sum(row["fee"]["cost"] for row in rows)
        assert abs(after - placed["btc"] - 0.02 + fees) < 1e-9
        return len(rows)

    def orders():
        rows = client.fetch_orders(pair)
        assert [row["status"] for row in rows] == ["canceled", "closed", "canceled"], rows
        return len(rows)

    def errors():
        for call, expected in [
            (lambda: client.create_order(pair, "limit", "buy", 900, placed["last"]), ccxt.InsufficientFunds),
            (lambda: client.cancel_order("1", pair), ccxt.OrderNotFound),
            (lambda: client.create_order(pair, "limit", "buy", 0.01, placed["last"] * 2, {"postOnly": True}),
             ccxt.OrderImmediatelyFillable),
        ]:
            try:
                call()
            except expected:
                continue
            raise AssertionError(f"no {expected.__name__}")
        wrong = ccxt.binance({"apiKey": key, "secret": "wrong"})
        wrong.urls["api"] = redirected(wrong.urls["api"], base)
        try:
            wrong.fetch_balance()
        except ccxt.AuthenticationError:
            return "each in its class"
        raise AssertionError("a wrong signature was taken")

    for one in [markets, ticker, book, trades, candles, balance, create, fetch, cancel, market, stop, my_trades,
                orders, errors]:
        check(one.__name__, one)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
