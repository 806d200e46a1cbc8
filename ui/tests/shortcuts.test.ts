import { describe, expect, it } from "vitest";
import { defaultBindings, shortcuts } from "~/app/keys/shortcuts";
import { chordOf, matchKeys, worksWhileTyping } from "~/components/keyboard/chord";

const press = (key: string, mods = "") => ({
  key,
  ctrlKey: mods.includes("c"),
  metaKey: mods.includes("m"),
  altKey: mods.includes("a"),
  shiftKey: mods.includes("s"),
});

describe("chords", () => {
  it("are written the same for Ctrl and the command key", () => {
    expect(chordOf(press("k", "c"))).toBe("Ctrl+K");
    expect(chordOf(press("k", "m"))).toBe("Ctrl+K");
    expect(chordOf(press("K", "cs"))).toBe("Ctrl+Shift+K");
    expect(chordOf(press("?", "s"))).toBe("?");
    expect(chordOf(press("+"))).toBe("Plus");
  });

  it("find their action, also as a sequence", () => {
    expect(matchKeys(defaultBindings, ["Ctrl+K"])).toEqual({ kind: "action", id: "palette" });
    expect(matchKeys(defaultBindings, ["G"])).toEqual({ kind: "prefix" });
    expect(matchKeys(defaultBindings, ["G", "A"])).toEqual({ kind: "action", id: "go-approvals" });
    expect(matchKeys(defaultBindings, ["G", "X"])).toEqual({ kind: "none" });
  });

  it("leave single keys to the one who types", () => {
    expect(worksWhileTyping("A")).toBe(false);
    expect(worksWhileTyping("Ctrl+K")).toBe(true);
    expect(worksWhileTyping("F5")).toBe(true);
  });

  it("stand for one action each", () => {
    const keys = shortcuts.flatMap((s) => s.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
