import { describe, expect, it } from "vitest";
import type { InstrumentView, ParamSchema, StrategySchema } from "~/backend/bindings";
import { firstSetUp } from "../setUp";
import { axisForm, axisOf, countOf, firstAxis, MOST_CELLS, onAxis, reachOf, valuesOf } from "./axes";
import {
  crossAt,
  crossOf,
  formOf,
  nearest,
  normalised,
  type SweepForm,
  sameAxes,
  sameBase,
  sweepFormOf,
  sweepRequestOf,
  toggleAxis,
} from "./sweepForm";

const param = (name: string, some: Partial<ParamSchema> = {}): ParamSchema => ({
  name,
  kind: { type: "integer" },
  default: 14,
  min: 2,
  max: 5000,
  step: 1,
  description: "",
  unit: "candles",
  ...some,
});
const length = param("length");
const oversold = param("oversold", { kind: { type: "number" }, default: 30, min: 0, max: 100, unit: "level" });
const band = param("band", { kind: { type: "number" }, default: 0.003, min: 0, max: 0.5, step: 0.001, unit: "fraction" }); // biome-ignore format: one parameter a line
const schema: StrategySchema = {
  name: "tried",
  label: "Tried",
  description: "",
  practice: false,
  params: [length, oversold, band, param("stop_atr"), param("trend", { kind: { type: "choice", options: ["a"] } })],
};
const market = { id: { venue: "coinbase", symbol: "BTC/USD" }, live: false, timeframes: ["1h"], stored: [] } as unknown as InstrumentView; // biome-ignore format: one market
const first = sweepFormOf(firstSetUp(schema, market, "UTC"), schema);
const ask = (form: SweepForm) => sweepRequestOf(form, schema, [market]);
const withAxis = (some: object): SweepForm => ({ ...first, axes: [{ name: "length", from: "5", to: "24", step: "1", ...some }] }); // biome-ignore format: one form

describe("the values of an axis", () => {
  it("are counted as they are listed, without the dust of binary steps", () => {
    expect(countOf(5, 24, 1)).toBe(20);
    expect(countOf(0, 1, 0.1)).toBe(11);
    expect(countOf(3, 2, 1)).toBe(0);
    expect([onAxis(38, 4, 51, 4), onAxis(51, 4, 51, 4), onAxis(1, 4, 51, 4), onAxis(7, 4, 51, 0)]).toEqual([
      40, 48, 4, 7,
    ]);
    expect(valuesOf({ name: "band", from: "0.1", to: "0.5", step: "0.1" }, band)).toEqual([0.1, 0.2, 0.3, 0.4, 0.5]);
  });

  it("leave as fractions and come back as the form had them", () => {
    const axis = axisOf(band, [0.1, 0.2, 0.3]);
    expect(axis).toEqual({ name: "band", values: [0.001, 0.002, 0.003] });
    expect(axisForm(axis, band)).toEqual({ name: "band", from: "0.1", to: "0.3", step: "0.1" });
  });

  it.each([
    [{ from: "" }, "missing"],
    [{ from: "1" }, "range"],
    [{ to: "5001" }, "range"],
    [{ to: "4" }, "range"],
    [{ step: "0" }, "above"],
    [{ step: "0.5" }, "whole"],
  ])("are refused where %j stands", (some, code) => {
    const { request, problems } = ask(withAxis(some));
    expect(request).toBeNull();
    expect(problems["axis-length"]?.code).toBe(code);
  });

  it("are first proposed round the default, within the range, in a number that runs at once", () => {
    for (const p of [length, oversold, band]) {
      const values = valuesOf(firstAxis(p), p);
      expect(Array.isArray(values), p.name).toBe(true);
      if (!Array.isArray(values)) continue;
      expect(values.length, p.name).toBeGreaterThan(5);
      expect(values.length, p.name).toBeLessThanOrEqual(24);
    }
    expect(reachOf(length, { name: "length", from: "5", to: "400", step: "1" })).toEqual([2, 400]);
  });
});

describe("the form of a sweep", () => {
  it("asks for its axes, whatever the cross stands on", () => {
    const asked = ask(first).request;
    expect(asked?.axes.map((a) => a.name)).toEqual(["length", "oversold"]);
    expect(asked?.plan).toEqual({ kind: "grid" });
    const moved = { ...first, setUp: { ...first.setUp, params: { ...first.setUp.params, length: "20" } } };
    expect(ask(moved).request).toEqual(asked);
  });

  it("counts the combinations, and refuses too many with their number", () => {
    expect(ask(withAxis({})).cells).toBe(20);
    const large: SweepForm = {
      ...first,
      axes: [
        { name: "length", from: "2", to: "2001", step: "1" },
        { name: "oversold", from: "0", to: "100", step: "0.2" },
      ],
    };
    const { request, cells, problems } = ask(large);
    expect(cells).toBe(2000 * 501);
    expect(cells).toBeGreaterThan(MOST_CELLS);
    expect(request).toBeNull();
    expect(problems.cells?.values.value).toBe("1002000");
  });

  it("draws cells by lot, never more than there are, and comes back so", () => {
    const asked = ask({ ...withAxis({}), samples: "7" });
    expect(asked.request?.plan).toEqual({ kind: "random", count: 7, seed: 1 });
    expect(asked.cells).toBe(7);
    expect(ask({ ...withAxis({}), samples: "700" }).cells).toBe(20);
    expect(ask({ ...withAxis({}), samples: "0" }).problems.samples?.code).toBe("range");
    if (asked.request) expect(ask(formOf(asked.request, schema)).request).toEqual(asked.request);
  });

  it("sweeps one to three parameters, never levels or choices", () => {
    const three = toggleAxis(first, band);
    expect(three.axes.map((a) => a.name)).toEqual(["length", "oversold", "band"]);
    expect(toggleAxis(three, param("more")).axes).toHaveLength(3);
    const one = toggleAxis(toggleAxis(three, band), oversold);
    expect(toggleAxis(one, length).axes.map((a) => a.name)).toEqual(["length"]);
    expect(first.axes.some((a) => ["stop_atr", "trend"].includes(a.name))).toBe(false);
  });

  it("comes back from its own request, and moves its cross by values", () => {
    const asked = ask(toggleAxis(first, band)).request;
    if (!asked) throw new Error("nothing asked");
    const again = formOf(asked, schema, [14, 30, 0.002]);
    expect(ask(again).request).toEqual(asked);
    expect(again.setUp.params).toMatchObject({ length: "14", oversold: "30", band: "0.2" });
    const at = crossOf(again, asked, schema);
    expect(at.map((i, axis) => asked.axes[axis]?.values[i])).toEqual([14, 30, 0.002]);
    expect(crossOf(crossAt(again, asked, schema, [1, 2, 3]), asked, schema)).toEqual([1, 2, 3]);
    expect(nearest([4, 8, 12], 9.9)).toBe(1);
  });

  it("knows which sweeps differ in their ranges alone, defaults left out or not", () => {
    const asked = ask(first).request;
    const wider = ask({ ...first, axes: first.axes.map((a) => ({ ...a, to: "40" })) }).request;
    const dearer = ask({ ...first, setUp: { ...first.setUp, fee: "0.2" } }).request;
    if (!asked || !wider || !dearer) throw new Error("nothing asked");
    expect([sameBase(asked, wider), sameAxes(asked, wider)]).toEqual([true, false]);
    expect([sameBase(asked, dearer), sameAxes(asked, dearer)]).toEqual([false, true]);
    const bare = { ...asked, base: { ...asked.base, params: {} } };
    expect(sameBase(bare, asked)).toBe(false);
    expect(sameBase(normalised(bare, [schema], [market]), asked)).toBe(true);
  });
});
