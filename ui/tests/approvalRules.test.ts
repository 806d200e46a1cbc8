import { describe, expect, it } from "vitest";
import { blockOf, decidedAt, isWaiting, quantityProblem } from "~/features/approvals/approval";
import { inOrder, ruleShape } from "~/features/approvals/document/ruleShape";
import { decidedDays, neighbour, waitingOf } from "~/features/approvals/queue/queueOrder";
import { approval, approvals } from "./fixture/approvals";

const NOW = 1_795_219_200_000;
const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);

describe("what stands against signing", () => {
  const fine = approval(NOW);
  it("is nothing for one in time, in its band, with a reason", () => {
    expect(blockOf(fine, NOW, false, "fits the plan")).toBeNull();
  });
  it.each([
    ["blank reason", fine, NOW, false, "  ", { code: "reason" }],
    ["expiry, to the millisecond", fine, fine.expires_ms, false, "x", { code: "expired" }],
    [
      "drift beyond the limit before the backend said so",
      { ...fine, drift: -0.0031 },
      NOW,
      false,
      "x",
      { code: "drift" },
    ],
    ["drift, however typed", { ...fine, blocked_by: "drift" }, NOW, false, "", { code: "drift" }],
    ["pause, for a buy", fine, NOW, true, "x", { code: "refused", by: "paused" }],
    [
      "what the backend names",
      { ...fine, blocked_by: "no_price" },
      NOW,
      false,
      "x",
      { code: "refused", by: "no_price" },
    ],
  ])("%s", (_, a, now, paused, reason, block) => {
    expect(blockOf(a, now, paused, reason)).toEqual(block);
  });
  it("a sale is an exit: a pause does not hold it back", () => {
    expect(blockOf({ ...fine, side: "sell" }, NOW, true, "x")).toBeNull();
  });
});

describe("the quantity executed", () => {
  it.each([
    ["", "missing"],
    ["0.000", "missing"],
    ["-1", "missing"],
    ["18.4001", "over"],
    ["100", "over"],
    ["18.40", null],
    ["0.0001", null],
    ["0.00015", "lot"],
  ])("%s", (text, problem) => {
    expect(quantityProblem(text, "18.4", "0.0001")).toBe(problem);
  });
  it("is compared as written, not as a binary number", () => {
    expect(quantityProblem("0.30000000000000001", "0.3", null)).toBe("over");
    expect(quantityProblem("9007199254740993", "9007199254740992", null)).toBe("over");
  });
});

describe("the queue", () => {
  const all = approvals(NOW);
  it("shows what runs out first on top, and what is signed but not executed", () => {
    const signed = approval(NOW, { id: "CS-261121-0099", status: "signed", expires_ms: NOW + 5_000 });
    expect(waitingOf([...all, signed], NOW).map((a) => a.id.slice(-2))).toEqual(["99", "93", "94"]);
  });
  it("moves what has run out to the decided ones by itself", () => {
    expect(waitingOf(all, NOW + 60_000).map((a) => a.id.slice(-2))).toEqual(["94"]);
    const days = decidedDays(all, NOW + 60_000, day);
    expect(days[0]?.approvals[0]?.id.slice(-2)).toBe("93");
  });
  it("parts the decided ones by day, newest first, each once", () => {
    const days = decidedDays(all, NOW, day);
    expect(new Set(days.map((d) => d.name)).size).toBe(days.length);
    const times = days.flatMap((d) => d.approvals).map(decidedAt);
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect(times).toHaveLength(all.filter((a) => !isWaiting(a, NOW)).length);
  });
  it("J and K stop at the ends", () => {
    expect(neighbour(["a", "b"], "b", 1)).toBe("b");
    expect(neighbour(["a", "b"], "b", -1)).toBe("a");
    expect(neighbour(["a", "b"], "gone", 1)).toBe("a");
    expect(neighbour([], "a", 1)).toBeNull();
  });
});

describe("rules", () => {
  it("show what failed first, then limits, then steps and sides", () => {
    const rule = (name: string, ok = true) => ({ rule: name, ok });
    const sorted = inOrder([rule("tick"), rule("order_notional"), rule("lot", false), rule("drawdown")]);
    expect(sorted.map((r) => r.rule)).toEqual(["lot", "order_notional", "drawdown", "tick"]);
  });
  it("know limits that are a least", () => {
    expect(["below_min_notional", "order_notional", "paused", "stop_side"].map(ruleShape)).toEqual(["least", "most", "flag", "beside"]); // biome-ignore format: one line
  });
});
