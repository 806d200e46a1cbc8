import { describe, expect, it } from "vitest";
import { editable, readDecimal } from "./readDecimal";

const point = { decimal: "." } as const;
const comma = { decimal: "," } as const;
const value = (text: string) => ({ kind: "value", text });

describe("readDecimal", () => {
  it.each([
    ["8034.50", "8034.50"],
    ["8 034.50", "8034.50"],
    ["8\u2009034,50", "8034.50"],
    ["8'034.5", "8034.5"],
    ["1,234.5", "1234.5"],
    ["1.234,5", "1234.5"],
    ["1,234,567", "1234567"],
    ["0,123", "0.123"],
    ["1,23", "1.23"],
    ["12345,678", "12345.678"],
    ["\u22125", "-5"],
    ["-0", "0"],
    ["007", "7"],
    [".5", "0.5"],
    ["5.", "5"],
  ])("reads %s as %s under either decimal sign", (typed, text) => {
    expect(readDecimal(typed, point)).toEqual(value(text));
    expect(readDecimal(typed, comma)).toEqual(value(text));
  });

  it("asks where one foreign separator and three digits can mean two things", () => {
    const question = { kind: "ambiguous", asDecimal: "1.234", asThousands: "1234" };
    expect(readDecimal("1,234", point)).toEqual(question);
    expect(readDecimal("1.234", comma)).toEqual(question);
    expect(readDecimal("-1,234", point)).toEqual({ kind: "ambiguous", asDecimal: "-1.234", asThousands: "-1234" });
  });

  it("does not ask about the locale's own decimal sign", () => {
    expect(readDecimal("1.234", point)).toEqual(value("1.234"));
    expect(readDecimal("1,234", comma)).toEqual(value("1.234"));
  });

  it.each(["1e5", "12a", "1.2.3", "1,23,4", "--1", ".", "-", "1.234.56,7", "NaN", "0x10", "١٢"])(
    "refuses %s",
    (typed) => {
      expect(readDecimal(typed, point)).toEqual({ kind: "invalid" });
    },
  );

  it("knows an empty field", () => {
    expect(readDecimal("  ", point)).toEqual({ kind: "empty" });
  });

  it("gives back what it shows", () => {
    for (const text of ["1234.5", "0.001", "-12", "1.234"]) {
      for (const locale of [point, comma]) expect(readDecimal(editable(text, locale), locale)).toEqual(value(text));
    }
  });
});
