import { describe, expect, it } from "vitest";
import type { InstrumentView } from "~/backend/bindings";
import { resolveSelection, selectionOfPath, selectionOfText, textOfSelection } from "./selection";

const market = (venue: string, symbol: string, live: boolean, timeframes: InstrumentView["timeframes"]) =>
  ({ id: { venue, symbol }, live, timeframes, stored: [] }) as unknown as InstrumentView;
const sim = market("builtin", "SIM-A/USD", true, ["1m", "1h", "1d"]);
const recorded = market("coinbase", "BTC/USD", false, ["1h", "4h"]);
const all = [recorded, sim];

describe("the market on screen", () => {
  it("is read from an address", () => {
    expect(selectionOfPath("/trade/coinbase/BTC-USD/4h")).toEqual({ instrument: recorded.id, timeframe: "4h" });
    expect(selectionOfPath("/trade/coinbase/BTC%2FUSD")).toEqual({ instrument: recorded.id });
    expect(selectionOfPath("/trade/coinbase/BTC-USD/9h")).toEqual({ instrument: recorded.id });
    expect(selectionOfPath("/trade")).toBeNull();
    expect(selectionOfPath("/audit/17/x")).toBeNull();
  });

  it("keeps the dash of a base that has one", () => {
    expect(selectionOfPath("/trade/builtin/SIM-A%2FUSD/1m")?.instrument?.symbol).toBe("SIM-A/USD");
    expect(selectionOfPath("/trade/builtin/SIM-A-USD/1m")?.instrument?.symbol).toBe("SIM-A/USD");
  });

  it("is remembered as text", () => {
    const text = textOfSelection({ instrument: recorded.id, timeframe: "4h" });
    expect(selectionOfText(text)).toEqual({ instrument: recorded.id, timeframe: "4h" });
    expect(selectionOfText("")).toBeNull();
    expect(selectionOfText("nothing")).toBeNull();
  });

  it("is the first wish that can be shown, in candles it has", () => {
    const gone = { instrument: { venue: "kraken", symbol: "X/Y" } };
    expect(resolveSelection([null, gone, { instrument: recorded.id, timeframe: "1m" }], all)).toEqual({
      instrument: recorded.id,
      timeframe: "1h",
    });
    expect(resolveSelection([{ instrument: recorded.id, timeframe: "1w" }], all)?.timeframe).toBe("4h");
  });

  it("without a wish is the first live market", () => {
    expect(resolveSelection([], all)?.instrument).toEqual(sim.id);
    expect(resolveSelection([], [])).toBeNull();
  });
});
