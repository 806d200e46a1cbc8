"""Bitfinex' own client for Python against a simulated Bitfinex, unmodified.

    python check_bitfinex.py --rest URL --ws URL --key KEY --secret SECRET

One line a check; exit status 1 if one failed. Written against bitfinex-api-py 4.0.0.
"""

import argparse
import asyncio
import sys

from bfxapi import Client

PAIR = "tBTCUSD"


def main(rest, ws, key, secret):
    client = Client(key, secret, rest_host=f"{rest}/v2", wss_host=f"{ws}/ws/2")
    public, auth = client.rest.public, client.rest.auth
    kept = {}
    failed = []

    def check(name, test):
        try:
            print(f"ok      {name}: {test()}")
        except Exception as error:  # whatever it is, the check failed
            failed.append(name)
            print(f"FAILED  {name}: {type(error).__name__}: {error}")

    def ticker():
        one = public.get_t_ticker(PAIR)
        assert one.low <= one.last_price <= one.high and one.bid < one.ask
        kept["price"] = round(one.last_price * 0.8)
        return one.last_price

    def book():
        rows = public.get_t_book(PAIR, "P0", len=25)
        bids = [row.price for row in rows if row.amount > 0]
        assert len(bids) == 25 and bids == sorted(bids, reverse=True)
        return bids[0]

    def trades():
        rows = public.get_t_trades(PAIR, limit=30)
        assert len(rows) == 30
        return rows[0].price

    def candles():
        rows = public.get_candles_hist(PAIR, "1h", limit=50)
        assert len(rows) == 50 and all(row.low <= row.close <= row.high for row in rows)
        return len(rows)

    def wallets():
        rows = {(one.wallet_type, one.currency): one for one in auth.get_wallets()}
        assert rows["exchange", "USD"].balance > 0
        return len(rows)

    def submit():
        told = auth.submit_order("EXCHANGE LIMIT", PAIR, "0.01", str(kept["price"]), cid=4711)
        assert told.status == "SUCCESS" and told.data.cid == 4711, told
        kept["id"] = told.data.id
        assert [one.id for one in auth.get_orders(symbol=PAIR)] == [kept["id"]]
        return kept["id"]

    def update():
        told = auth.update_order(kept["id"], price=str(kept["price"] - 100))
        assert told.status == "SUCCESS", told
        assert auth.get_orders(ids=[str(kept["id"])])[0].price == kept["price"] - 100
        return told.text

    def cancel():
        told = auth.cancel_order(id=kept["id"])
        assert told.status == "SUCCESS" and auth.get_orders(symbol=PAIR) == []
        assert auth.get_orders_history(symbol=PAIR)[0].order_status.startswith("CANCELED")
        return told.text

    def market():
        told = auth.submit_order("EXCHANGE MARKET", PAIR, "-0.02", "1")
        assert told.status == "SUCCESS", told
        rows = auth.get_trades_history(symbol=PAIR)
        assert abs(sum(row.exec_amount for row in rows) + 0.02) < 1e-9 and all(row.fee < 0 for row in rows)
        return f"{len(rows)} fills"

    def refused():
        try:
            auth.submit_order("EXCHANGE LIMIT", PAIR, "900", str(kept["price"]))
        except Exception as error:
            assert "not enough" in str(error), error
            return error
        raise AssertionError("an order beyond the balance was taken")

    for name, test in (
        ("ticker", ticker), ("book", book), ("trades", trades), ("candles", candles), ("wallets", wallets),
        ("submit an order", submit), ("update it", update), ("cancel it", cancel), ("market order", market),
        ("refusal", refused), ("streams", lambda: streams(rest, ws, key, secret)),
    ):
        check(name, test)
    return 1 if failed else 0


def streams(rest, ws, key, secret):
    """Its socket: a book held to its checksums, trades, sign-in and an order over the socket."""
    heard = {}

    async def listen():
        client = Client(key, secret, rest_host=f"{rest}/v2", wss_host=f"{ws}/ws/2")
        whole = asyncio.Event()

        def note(name, value):
            heard[name] = value
            if {"book", "wallets", "order"} <= heard.keys():
                whole.set()

        @client.wss.on("open")
        async def _():
            await client.wss.subscribe("book", symbol=PAIR, prec="P0", len="25")

        @client.wss.on("authenticated")
        async def _(_):
            await client.wss.inputs.submit_order("EXCHANGE LIMIT", PAIR, "0.01", "20000", cid=4712)

        client.wss.on("t_book_snapshot", callback=lambda _, rows: note("book", len(rows)))
        client.wss.on("wallet_snapshot", callback=lambda rows: note("wallets", len(rows)))
        client.wss.on("order_new", callback=lambda order: note("order", order.cid))
        running = asyncio.ensure_future(client.wss.start())
        await asyncio.wait([running, asyncio.ensure_future(whole.wait())], timeout=20, return_when="FIRST_COMPLETED")
        running.cancel()

    asyncio.run(listen())
    assert heard.get("book") == 50 and heard.get("order") == 4712, heard
    return heard


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    for name in ("rest", "ws", "key", "secret"):
        parser.add_argument(f"--{name}", required=True)
    given = parser.parse_args()
    sys.exit(main(given.rest, given.ws, given.key, given.secret))
