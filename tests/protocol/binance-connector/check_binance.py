"""Binance's own client for Python against a simulated Binance, unmodified.

    python check_binance.py --rest URL --ws URL --key KEY --secret SECRET

One line a check; exit status 1 if one failed. Written against binance-connector 3.13.0.
"""

import argparse
import json
import sys
import threading

from binance.error import ClientError
from binance.spot import Spot
from binance.websocket.spot.websocket_stream import SpotWebsocketStreamClient

PAIR = "BTCUSDT"


def main(rest, ws, key, secret):
    client = Spot(api_key=key, api_secret=secret, base_url=rest)
    kept = {}
    failed = []

    def check(name, test):
        try:
            print(f"ok      {name}: {test()}")
        except Exception as error:  # whatever it is, the check failed
            failed.append(name)
            print(f"FAILED  {name}: {type(error).__name__}: {error}")

    def listed():
        row = client.exchange_info(symbol=PAIR)["symbols"][0]
        assert row["status"] == "TRADING" and {f["filterType"] for f in row["filters"]} >= {"PRICE_FILTER", "LOT_SIZE"}
        return row["symbol"]

    def ticker():
        one = client.ticker_24hr(PAIR)
        assert float(one["lowPrice"]) <= float(one["lastPrice"]) <= float(one["highPrice"])
        kept["price"] = f"{float(one['lastPrice']) * 0.8:.2f}"
        return one["lastPrice"]

    def depth():
        one = client.depth(PAIR, limit=100)
        assert len(one["bids"]) == 100 and float(one["bids"][0][0]) < float(one["asks"][0][0])
        return one["lastUpdateId"]

    def klines():
        rows = client.klines(PAIR, "1h", limit=30)
        assert len(rows) == 30 and {b[0] - a[0] for a, b in zip(rows, rows[1:])} == {3_600_000}
        return len(rows)

    def account():
        rows = {one["asset"]: one for one in client.account()["balances"]}
        assert float(rows["USDT"]["free"]) > 0
        return len(rows)

    def order():
        told = client.new_order(
            symbol=PAIR, side="BUY", type="LIMIT", timeInForce="GTC", quantity=0.01, price=kept["price"],
            newClientOrderId="check-1",
        )
        assert told["status"] == "NEW" and told["clientOrderId"] == "check-1", told
        assert [one["orderId"] for one in client.get_open_orders(PAIR)] == [told["orderId"]]
        return told["orderId"]

    def cancel():
        told = client.cancel_order(PAIR, origClientOrderId="check-1")
        assert told["status"] == "CANCELED" and told["origClientOrderId"] == "check-1"
        assert client.get_open_orders(PAIR) == []
        return told["orderId"]

    def market():
        told = client.new_order(symbol=PAIR, side="SELL", type="MARKET", quantity=0.02)
        assert told["status"] == "FILLED" and abs(sum(float(f["qty"]) for f in told["fills"]) - 0.02) < 1e-12
        rows = client.my_trades(PAIR)
        assert len(rows) == len(told["fills"]) and all(float(row["commission"]) > 0 for row in rows)
        return f"{len(rows)} fills"

    def refusals():
        for code, wish in (
            (-2010, {"quantity": 900, "price": kept["price"]}),
            (-1013, {"quantity": 0.01, "price": kept["price"] + "1"}),
        ):
            try:
                client.new_order(symbol=PAIR, side="BUY", type="LIMIT", timeInForce="GTC", **wish)
            except ClientError as error:
                assert error.error_code in (code, -1111), error
            else:
                raise AssertionError(f"{wish} was taken")
        try:
            Spot(api_key=key, api_secret="wrong", base_url=rest).account()
        except ClientError as error:
            assert error.error_code == -1022, error
            return error.error_message
        raise AssertionError("a wrong signature was taken")

    for name, test in (
        ("instrument", listed), ("ticker", ticker), ("depth", depth), ("klines", klines), ("account", account),
        ("new order", order), ("cancel it", cancel), ("market order", market), ("refusals", refusals),
        ("streams", lambda: streams(ws)),
    ):
        check(name, test)
    return 1 if failed else 0


def streams(url):
    """Its socket: depth, trades and klines of one pair until each was heard."""
    heard = {}
    whole = threading.Event()

    def take(_, text):
        message = json.loads(text)
        kind = message.get("data", message).get("e")
        if kind:
            heard[kind] = heard.get(kind, 0) + 1
        if {"depthUpdate", "trade", "kline"} <= heard.keys():
            whole.set()

    client = SpotWebsocketStreamClient(stream_url=url, on_message=take, is_combined=True)
    names = [f"{PAIR.lower()}@{stream}" for stream in ("depth@100ms", "trade", "kline_1m")]
    client.subscribe(names)
    complete = whole.wait(20)
    client.stop()
    assert complete, heard
    return heard


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    for name in ("rest", "ws", "key", "secret"):
        parser.add_argument(f"--{name}", required=True)
    given = parser.parse_args()
    sys.exit(main(given.rest, given.ws, given.key, given.secret))
