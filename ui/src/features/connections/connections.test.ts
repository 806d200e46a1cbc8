import { describe, expect, it } from "vitest";
import type { ConnectionState, ConnectionView } from "~/backend/bindings";
import { tabOfPath } from "./ConnectionsTabs";
import { addressesOf, addressProblem, formOf } from "./connect/addresses";
import { firstToShow, isFrozen, nextSteps } from "./connectionRules";
import { type DownloadForm, dayMs, downloadRequest } from "./download/downloadForm";

const view = (venue: string, state: ConnectionState, some: Partial<ConnectionView> = {}) =>
  ({ venue, state, connected: state !== "off", ...some }) as ConnectionView;

describe("addresses", () => {
  it("are scheme://host:port, in the clear only for this machine", () => {
    for (const good of [
      "",
      "https://api.example.com",
      "https://api.example.com:8443/",
      "http://localhost:1",
      "http://[::1]:8080",
    ])
      expect(addressProblem("rest", good), good).toBeNull();
    expect(addressProblem("rest", "http://10.0.0.1:80")).toBe("plain");
    expect(addressProblem("ws", "ws://127.0.0.1.example.com")).toBe("plain");
    expect(addressProblem("ws", "https://api.example.com")).toBe("scheme");
    for (const bad of ["127.0.0.1:80", "https://", "https://user@host", "https://host/path", "https://a b"])
      expect(addressProblem("rest", bad), bad).toBe("malformed");
  });

  it("are those a venue was moved to, and nothing for its own", () => {
    const addresses = { rest: "http://127.0.0.1:1", ws: "ws://127.0.0.1:1", ws_private: "ws://127.0.0.1:1" };
    expect(formOf(view("kraken", "up", { custom: false, addresses }))).toEqual({ rest: "", ws: "", wsPrivate: "" });
    const form = formOf(view("kraken", "up", { custom: true, addresses }));
    expect(addressesOf(form)).toEqual({ ...addresses, ws_private: null });
  });
});

describe("the venue shown first", () => {
  it("is one in trouble, then one connected", () => {
    const [builtin, off, up] = [view("builtin", "up"), view("binance", "off"), view("kraken", "up")];
    const [stale, down] = [view("coinbase", "stale"), view("bitfinex", "down")];
    expect(firstToShow([builtin, off, up, stale, down])).toBe(down);
    expect(firstToShow([builtin, off, up, stale])).toBe(stale);
    expect(firstToShow([builtin, off, up])).toBe(up);
    expect(firstToShow([builtin, off])).toBe(builtin);
    expect(firstToShow([])).toBeUndefined();
  });

  it("is frozen while nothing fresh comes, and then says what comes", () => {
    expect((["up", "off", "syncing"] as const).some(isFrozen)).toBe(false);
    expect((["stale", "down", "maintenance", "connecting"] as const).every(isFrozen)).toBe(true);
    expect(nextSteps("up")).toEqual([]);
    expect(nextSteps("down")).toEqual(["retry", "resync", "exits"]);
  });

  it("stands on the tab of the address", () => {
    expect(["/connections", "/connections/series", "/connections/markets"].map(tabOfPath)).toEqual([
      "venues",
      "series",
      "markets",
    ]);
  });
});

describe("a download", () => {
  const now = Date.UTC(2024, 5, 10, 12);
  const form: DownloadForm = {
    market: "kraken BTC/USD",
    timeframe: "1h",
    period: "days",
    days: "30",
    from: "",
    to: "",
  };
  const dates = (from: string, to: string) => downloadRequest({ ...form, period: "dates", from, to }, now);

  it("asks for the last days, or from one day through another", () => {
    expect(downloadRequest(form, now)).toEqual({
      request: {
        instrument: { venue: "kraken", symbol: "BTC/USD" },
        timeframe: "1h",
        from_ms: now - 30 * 86_400_000,
        to_ms: null,
      },
    });
    expect(dates("2024-01-31", "2024-02-01")).toMatchObject({
      request: { from_ms: Date.UTC(2024, 0, 31), to_ms: Date.UTC(2024, 1, 2) },
    });
    expect(dates("2024-06-01", "2024-06-10")).toMatchObject({ request: { to_ms: null } });
  });

  it("is not asked for days that are none", () => {
    expect(dayMs("2024-02-30")).toBeNull();
    expect(dates("2024-02-30", "")).toEqual({ problem: "from" });
    expect(dates("2025-01-01", "")).toEqual({ problem: "from" });
    expect(dates("2024-02-02", "2024-02-01")).toEqual({ problem: "to" });
    for (const days of ["", "0", "1.5"]) expect(downloadRequest({ ...form, days }, now)).toEqual({ problem: "days" });
    expect(downloadRequest({ ...form, market: "" }, now)).toEqual({ problem: "market" });
  });
});
