import { describe, expect, it } from "vitest";
import type { TimelineStep } from "./bindings";
import { orderStory, readBody } from "./orderStory";

const step = (seq: number, kind: string, body: object, time_ms = seq * 100): TimelineStep => ({
  seq,
  time_ms,
  kind,
  actor: "gateway",
  body: JSON.stringify(body),
  hash: "",
});
const intended = (seq: number, client_id: string, role: string, quantity: string) =>
  step(seq, "order.intended", { client_id, role, approval: "CS-1", order: { quantity } });
const filled = (seq: number, quantity: string, price: string) =>
  step(seq, "order.filled", { client_id: "cs-1", quantity, price, fee: "0.5", fee_currency: "USD" });

const partly = [
  step(1, "order.proposed", { approval: "CS-1", strategy: "rsi_cross" }),
  intended(2, "cs-1", "entry", "4"),
  filled(3, "1", "100"),
  intended(4, "cs-1-s1", "stop", "1"),
  step(5, "order.acknowledged", { client_id: "cs-1-s1" }),
  filled(6, "3", "104"),
];

describe("orderStory", () => {
  it("weighs the price by quantity and adds up the fees", () => {
    expect(orderStory(partly).fill).toEqual({ quantity: 4, price: 103, fee: 1, feeCurrency: "USD", timeMs: 600 });
  });

  it("calls nothing protected while the stop is smaller than the fill", () => {
    expect(orderStory(partly).protection).toBeNull();
  });

  it("is protected from the moment a stop of the full size rests", () => {
    const whole = [
      ...partly,
      intended(7, "cs-1-s2", "stop", "4"),
      step(8, "order.acknowledged", { client_id: "cs-1-s2" }, 719),
    ];
    expect(orderStory(whole).protection).toEqual({ timeMs: 719, unprotectedMs: 119, seq: 8 });
  });

  it("knows what each order is for", () => {
    expect(orderStory(partly).steps.map((s) => s.role)).toEqual([null, "entry", "entry", "stop", "stop", "entry"]);
  });

  it("does not take an exit's fill for the entry's", () => {
    const exit = [
      intended(2, "cs-1-t1", "target", "4"),
      step(3, "order.filled", { client_id: "cs-1-t1", quantity: "4" }),
    ];
    expect(orderStory(exit).fill).toBeNull();
  });
});

describe("readBody", () => {
  it("reads what is there and stays empty for what is not", () => {
    const body = readBody('{"a":"x","n":2,"o":{"q":"1.5"},"l":[{"ok":true}],"z":null}');
    expect([body.text("a"), body.number("n"), body.part("o").text("q")]).toEqual(["x", 2, "1.5"]);
    expect(body.list("l").map((i) => i.text("ok"))).toEqual(["true"]);
    expect([body.text("z"), body.text("o"), body.list("a").length]).toEqual(["", "", 0]);
    expect(body.number("none")).toBeNaN();
    expect(readBody("no json").text("a")).toBe("");
  });
});
