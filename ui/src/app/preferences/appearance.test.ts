import { describe, expect, it } from "vitest";
import { applyAppearance } from "./appearance";

const plain = { language: "en", theme: "system", high_contrast: false, direction: "blue-orange", density: "compact" };

describe("appearance", () => {
  it("follows the system unless told otherwise", () => {
    const root = document.createElement("html");
    applyAppearance(root, plain, true);
    expect(root.classList.contains("dark")).toBe(true);
    applyAppearance(root, { ...plain, theme: "light" }, true);
    expect(root.classList.contains("dark")).toBe(false);
  });

  it("puts contrast, direction, density and language where the tokens look for them, and takes them away again", () => {
    const root = document.createElement("html");
    applyAppearance(
      root,
      { ...plain, language: "th", high_contrast: true, direction: "red-green", density: "comfortable" },
      false,
    );
    expect(root.className).toBe("contrast");
    expect({ ...root.dataset }).toEqual({ direction: "red-green", density: "comfortable" });
    expect(root.lang).toBe("th");
    applyAppearance(root, plain, false);
    expect(root.className).toBe("");
    expect({ ...root.dataset }).toEqual({});
  });
});
