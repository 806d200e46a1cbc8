"""Coinbase's own client for Python against a simulated Coinbase.

    python check_coinbase.py --rest URL --ws URL --key KEY --secret SECRET

The client speaks https to whatever address it is given; a transport that its session takes sends the same request over
plain http on this machine. Nothing else is changed. One line a check; exit status 1 if one failed. Written against
coinbase-advanced-py 1.8.4.
"""

import argparse
import json
import sys
import threading
import uuid

from coinbase.rest import RESTClient
from coinbase.websocket import WSClient
from requests.adapters import HTTPAdapter

PRODUCT = "BTC-USD"


class Plain(HTTPAdapter):
    """The request as it was signed, without the encryption."""

    def send(self, request, **options):
        request.url = request.url.replace("https://", "http://", 1)
        return super().send(request, **options)


def main(rest, ws, key, secret):
    client = RESTClient(api_key=key, api_secret=secret, base_url=rest.removeprefix("http://"), timeout=20)
    client.session.mount("https://", Plain())
    kept = {}
    failed = []

    def check(name, test):
        try:
            print(f"ok      {name}: {test()}")
        except Exception as error:  # whatever it is, the check failed
            failed.append(name)
            print(f"FAILED  {name}: {type(error).__name__}: {error}")

    def product():
        one = client.get_product(PRODUCT)
        assert one["base_increment"] and float(one["price"]) > 0
        kept["price"] = f"{float(one['price']) * 0.8:.2f}"
        return one["price"]

    def book():
        one = client.get_product_book(PRODUCT, limit=25)["pricebook"]
        assert len(one["bids"]) == 25 and float(one["bids"][0]["price"]) < float(one["asks"][0]["price"])
        return one["bids"][0]["price"]

    def trades():
        rows = client.get_market_trades(PRODUCT, limit=20)["trades"]
        assert len(rows) == 20
        return rows[0]["trade_id"]

    def candles():
        now = int(client.get_unix_time()["epoch_seconds"])
        rows = client.get_candles(PRODUCT, str(now - 36_000), str(now), "ONE_HOUR")["candles"]
        assert len(rows) >= 10
        return len(rows)

    def accounts():
        rows = {one["currency"]: one for one in client.get_accounts()["accounts"]}
        assert float(rows["USD"]["available_balance"]["value"]) > 0
        return len(rows)

    def order():
        kept["name"] = str(uuid.uuid4())
        told = client.limit_order_gtc_buy(kept["name"], PRODUCT, "0.01", kept["price"])
        assert told["success"], told.to_dict()
        kept["id"] = told["success_response"]["order_id"]
        again = client.limit_order_gtc_buy(kept["name"], PRODUCT, "0.01", kept["price"])
        assert again["success_response"]["order_id"] == kept["id"], again.to_dict()
        one = client.get_order(kept["id"])["order"]
        assert one["status"] == "OPEN" and one["client_order_id"] == kept["name"]
        return kept["id"]

    def edit():
        told = client.edit_order(kept["id"], size="0.02", price=kept["price"])
        assert told["success"], told.to_dict()
        configuration = client.get_order(kept["id"])["order"]["order_configuration"]
        assert float(configuration["limit_limit_gtc"]["base_size"]) == 0.02
        return "0.02"

    def cancel():
        told = client.cancel_orders([kept["id"]])["results"]
        assert told[0]["success"] and client.get_order(kept["id"])["order"]["status"] == "CANCELLED"
        return kept["id"]

    def market():
        told = client.market_order_sell(str(uuid.uuid4()), PRODUCT, base_size="0.02")
        assert told["success"], told.to_dict()
        order_id = told["success_response"]["order_id"]
        rows = client.get_fills(order_ids=[order_id])["fills"]
        assert abs(sum(float(row["size"]) for row in rows) - 0.02) < 1e-12 and all(float(row["commission"]) > 0 for row in rows)
        return f"{len(rows)} fills"

    def refused():
        told = client.limit_order_gtc_buy(str(uuid.uuid4()), PRODUCT, "900", kept["price"])
        assert not told["success"] and "INSUFFICIENT_FUND" in json.dumps(told.to_dict()["error_response"])
        return "INSUFFICIENT_FUND"

    for name, test in (
        ("product", product), ("book", book), ("trades", trades), ("candles", candles), ("accounts", accounts),
        ("an order, and again under its name", order), ("edit it", edit), ("cancel it", cancel),
        ("market order", market), ("refusal", refused), ("streams", lambda: streams(ws, key, secret)),
    ):
        check(name, test)
    return 1 if failed else 0


def streams(url, key, secret):
    """Its socket: the book, trades and the account with a token, until each was heard."""
    heard = {}
    whole = threading.Event()

    def take(text):
        channel = json.loads(text).get("channel")
        heard[channel] = heard.get(channel, 0) + 1
        if {"l2_data", "market_trades", "user", "heartbeats"} <= heard.keys():
            whole.set()

    client = WSClient(api_key=key, api_secret=secret, base_url=url, on_message=take, retry=False)
    client.open()
    client.subscribe([PRODUCT], ["heartbeats", "level2", "market_trades", "user"])
    complete = whole.wait(20)
    client.close()
    assert complete, heard
    return heard


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    for name in ("rest", "ws", "key", "secret"):
        parser.add_argument(f"--{name}", required=True)
    given = parser.parse_args()
    sys.exit(main(given.rest, given.ws, given.key, given.secret))
