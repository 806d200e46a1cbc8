import { describe, expect, it } from "vitest";
import { formatAge, formatClock, formatCountdown, formatDuration, formatTime, weekdays } from "./formatTime";
import { localeOf } from "./locale";

const en = localeOf("en", "UTC");
const sv = localeOf("sv", "Europe/Stockholm");
const th = localeOf("th", "Asia/Bangkok");
const at = Date.UTC(2019, 9, 17, 9, 44, 58, 203);

describe("absolute time", () => {
  it("is in the chosen zone and language, Gregorian in Thai", () => {
    expect(formatTime(at, "millis", en)).toBe("09:44:58.203");
    expect(formatTime(at, "time", sv)).toBe("11:44:58");
    expect(formatTime(at, "dateTime", th)).toContain("17 ต.ค.");
    expect(formatTime(at, "dateTime", th)).toContain("16:44");
    expect(formatTime(at, "date", th)).toContain("2019");
  });

  it("starts the week on Monday", () => {
    expect(weekdays(en)).toEqual(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]);
  });
});

describe("durations and ages", () => {
  it("name two units at most", () => {
    expect(formatDuration(14 * 3_600_000 + 17 * 60_000 + 9_000, en)).toBe("14 h 17 min");
    expect(formatDuration(3_600_000, en)).toBe("1 h");
    expect(formatDuration(40_000, th)).toBe("40 วินาที");
    expect(formatDuration(0, en)).toBe("0 s");
  });

  it("show tenths while young", () => {
    expect(formatAge(212, en)).toBe("0.2 s");
    expect(formatAge(212, sv)).toBe("0,2 s");
    expect(formatAge(14_000, en)).toBe("14 s");
    expect(formatAge(160_000, en)).toBe("2 min 40 s");
  });

  it("count down as a ring shows it", () => {
    expect([161, 99.2, 48, 0, -3].map(formatCountdown)).toEqual(["2:41", "1:40", "48", "0", "0"]);
    expect(formatClock(12 * 3_600_000 + 17 * 60_000 + 43_000)).toBe("12:17:43");
  });
});
