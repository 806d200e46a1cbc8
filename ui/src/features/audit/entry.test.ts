import { describe, expect, it } from "vitest";
import type { VerifyView } from "~/backend/bindings";
import { provenOf } from "./AuditScreen";
import { dayRange, detailOf, fieldsOf, lastDays } from "./entry";
import { verifyCommand } from "./OutsideCheck";

const entry = (kind: string, body: unknown) => ({ kind, body: typeof body === "string" ? body : JSON.stringify(body) });

describe("an entry of the chain", () => {
  it("is told in one line by its kind", () => {
    const statement = { side: "buy", instrument: "ETH/BTC", quantity_cap: "2.3" };
    expect(detailOf(entry("order.signed", { statement, held_ms: 1500 }))).toEqual({
      kind: "held",
      order: { kind: "order", side: "buy", quantity: "2.3", instrument: "ETH/BTC" },
      seconds: 1.5,
    });
    const rules = [{ ok: true }, { ok: false }];
    expect(detailOf(entry("risk.checked", { policy: "v14", rules }))).toEqual({
      kind: "rules",
      ok: 1,
      all: 2,
      policy: "v14",
    });
    expect(detailOf(entry("user.created", { user: "tom", role: "trader" }))).toEqual({
      kind: "words",
      words: ["tom", "trader"],
    });
  });

  it("that is damaged is shown as it lies there", () => {
    expect(detailOf(entry("unreadable", '{"broken'))).toEqual({ kind: "words", words: ['{"broken'] });
    expect(fieldsOf(entry("unreadable", "[1]"))).toEqual([]);
  });

  it("shows what was signed, field by field", () => {
    const statement = { mode: "paper", stop: null, sides: ["buy", "sell"], order: { price: "1" } };
    expect(fieldsOf(entry("order.signed", { statement, key: "maja-1" }))).toEqual([
      ["mode", "paper"],
      ["stop", "–"],
      ["sides 1", "buy"],
      ["sides 2", "sell"],
      ["order.price", "1"],
    ]);
    expect(fieldsOf(entry("risk.checked", { rules: [{ rule: "tick", ok: true }] }))).toEqual([
      ["rules 1", "rule tick, ok true"],
    ]);
  });
});

describe("what is proven", () => {
  const whole = { ok: true, head_seq: 10, failure: null } as VerifyView;
  const broken = { ok: false, head_seq: 10, failure: { code: "hash_mismatch", seq: 6, message: "" } } as VerifyView;

  it("ends at the verified head, and before the entry that does not hold", () => {
    expect([1, 10, 11].map((seq) => provenOf(seq, whole))).toEqual([true, true, null]);
    expect([5, 6, 7].map((seq) => provenOf(seq, broken))).toEqual([true, false, null]);
    expect(provenOf(1, null)).toBeNull();
  });
});

describe("filters and the command", () => {
  it("goes by UTC days, the end not included", () => {
    const days = lastDays(Date.UTC(2019, 9, 17, 9, 42), 2);
    expect(days).toEqual([Date.UTC(2019, 9, 17), Date.UTC(2019, 9, 16)]);
    expect(dayRange(days[0] ?? null)).toEqual({ from_ms: Date.UTC(2019, 9, 17), to_ms: Date.UTC(2019, 9, 18) });
    expect(dayRange(null)).toEqual({ from_ms: null, to_ms: null });
  });

  it("quotes a path with blanks", () => {
    expect(verifyCommand(null)).toBe("csign audit verify chain.csl");
    expect(verifyCommand("/a/chain-1.csl")).toBe("csign audit verify /a/chain-1.csl");
    expect(verifyCommand("/my files/c.csl")).toBe('csign audit verify "/my files/c.csl"');
  });
});
