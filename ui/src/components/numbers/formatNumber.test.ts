import { describe, expect, it } from "vitest";
import { formatDecimal, formatPercent, NONE, rawNumber } from "./formatNumber";
import { localeOf } from "./locale";
import { shownSign } from "./Signed";

const en = localeOf("en", "UTC");
const sv = localeOf("sv", "Europe/Stockholm");
const th = localeOf("th", "Asia/Bangkok");

describe("formatDecimal", () => {
  it("parts thousands with a thin space in each language, and uses its decimal sign", () => {
    expect(formatDecimal("10234.12", 2, en)).toBe("10\u2009234.12");
    expect(formatDecimal("10234.12", 2, sv)).toBe("10\u2009234,12");
    expect(formatDecimal("10234.12", 2, th)).toBe("10\u2009234.12");
    expect(formatDecimal("4790000", 0, en)).toBe("4\u2009790\u2009000");
  });

  it("shows the decimals it is given, padded or rounded half away from zero, never trimmed", () => {
    expect(formatDecimal("8051", 2, en)).toBe("8\u2009051.00");
    expect(formatDecimal("0.021702", 6, en)).toBe("0.021702");
    expect(formatDecimal("2.675", 2, en)).toBe("2.68"); // a binary number would give 2.67
    expect(formatDecimal("-0.005", 2, en)).toBe("\u22120.01");
    expect(formatDecimal("999.995", 2, en)).toBe("1\u2009000.00");
  });

  it("keeps every digit of what no binary number holds", () => {
    expect(formatDecimal("12345678901234567890.123456789", 9, en)).toBe(
      "12\u2009345\u2009678\u2009901\u2009234\u2009567\u2009890.123456789",
    );
  });

  it("signs gains and losses, and zero not at all", () => {
    expect(formatDecimal("81.44", 2, en, "always")).toBe("+81.44");
    expect(formatDecimal("-51.13", 2, en, "always")).toBe("\u221251.13");
    expect(formatDecimal("0", 2, en, "always")).toBe("0.00");
    expect(formatDecimal("-0.001", 2, en, "always")).toBe("0.00");
    expect(shownSign("-0.001", 2)).toBe(0);
    expect(shownSign("-0.01", 2)).toBe(-1);
  });

  it("shows a dash for what is not there or not a number", () => {
    expect(formatDecimal(null, 2, en)).toBe(NONE);
    expect(formatDecimal(Number.NaN, 2, en)).toBe(NONE);
    expect(formatDecimal("12a", 2, en)).toBe(NONE);
  });

  it("puts a thin space before the percent sign", () => {
    expect(formatPercent(0.008, 2, sv, "always")).toBe("+0,80\u2009%");
    expect(formatPercent(-0.8217, 2, en, "always")).toBe("\u221282.17\u2009%");
    expect(formatPercent(Number.POSITIVE_INFINITY, 2, en)).toBe(NONE);
  });

  it("copies raw numbers", () => {
    expect(rawNumber("10234.120")).toBe("10234.120");
    expect(rawNumber(-1e-7)).toBe("-0.0000001");
  });
});
