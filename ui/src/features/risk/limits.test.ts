import { describe, expect, it } from "vitest";
import type { LimitView } from "~/backend/bindings";
import { limitTone, nextToBind, roomLeft, untilReset } from "./limits";

const limit = (rule: string, value: string, most: string, used: number | null): LimitView => ({
  rule,
  value,
  limit: most,
  used,
  unit: "fraction",
});

describe("limits", () => {
  it("turn yellow at two thirds and red at the limit", () => {
    expect([null, 0, 0.66, 2 / 3, 0.99, 1, 1.2].map(limitTone)).toEqual([
      "calm",
      "calm",
      "calm",
      "warn",
      "warn",
      "over",
      "over",
    ]);
  });

  it("name the one that binds first, and none where none is used", () => {
    const limits = [limit("a", "", "1", null), limit("b", "1", "4", 0.25), limit("c", "3", "4", 0.75)];
    expect(nextToBind(limits)?.rule).toBe("c");
    expect(nextToBind(limits.slice(0, 1))).toBeNull();
  });

  it("leave room for what may still be lost of the day's first equity", () => {
    const daily = limit("daily_loss", "0.005", "0.02", 0.25);
    expect(roomLeft([daily], "9950", "-50")).toEqual({ left: 150, base: 10_000, limit: 0.02 });
    expect(roomLeft([limit("daily_loss", "0.03", "0.02", 1.5)], "9700", "-300")?.left).toBe(0);
    expect(roomLeft([], "9950", "-50")).toBeNull();
  });

  it("start anew at midnight UTC", () => {
    expect(untilReset(Date.UTC(2019, 9, 17, 23, 59))).toBe(60_000);
  });
});
