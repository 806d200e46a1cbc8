import { renderHook } from "@testing-library/react";
import { beforeAll, describe, expect, it } from "vitest";
import { startI18n } from "~/app/i18n/i18n";
import { DeskError } from "~/backend/deskError";
import { useErrorText } from "~/backend/useErrorText";

beforeAll(() => startI18n("sv"));

describe("text of an error", () => {
  const text = (code: string, details: Record<string, string> = {}) => {
    const { result } = renderHook(() => useErrorText());
    return result.current(new DeskError({ code, message: "The English sentence.", details }));
  };

  it("is the translation of its code with its values", () => {
    expect(text("throttled", { seconds: "30" })).toBe("För många fel. Nästa försök hörs om 30 s.");
  });

  it("is the backend's sentence where the code is new or a value is missing", () => {
    expect(text("never_heard_of")).toBe("The English sentence.");
    expect(text("throttled")).toBe("The English sentence.");
  });
});
