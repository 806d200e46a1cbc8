import { describe, expect, it } from "vitest";
import { shortcuts } from "../keys/shortcuts";
import { dictionaries } from "./i18n";

/** Every text of a dictionary by its dotted key. */
function flat(node: object, path = ""): Map<string, string> {
  const out = new Map<string, string>();
  for (const [key, value] of Object.entries(node)) {
    const name = path ? `${path}.${key}` : key;
    if (typeof value === "string") out.set(name, value);
    else for (const [k, v] of flat(value, name)) out.set(k, v);
  }
  return out;
}

const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]).sort();
const en = flat(dictionaries.en);
const others = (["sv", "th"] as const).map((language) => [language, flat(dictionaries[language])] as const);

describe.each(others)("%s", (language, own) => {
  it("has exactly the keys of English", () => {
    expect([...own.keys()].sort()).toEqual([...en.keys()].sort());
  });

  it("has the same placeholders in each text, and no text is empty", () => {
    for (const [key, text] of en) {
      expect(placeholders(own.get(key) ?? ""), key).toEqual(placeholders(text));
      expect(own.get(key)?.trim(), key).not.toBe("");
    }
  });

  it("is really translated", () => {
    const same = [...en].filter(
      ([key, text]) => own.get(key) === text && /[a-z]{4}/i.test(text.replace(/\{\{\w+\}\}/g, "")),
    );
    expect(same.length, `${language}: ${same.map(([k]) => k).join(", ")}`).toBeLessThan(en.size / 20 + 3);
  });
});

describe("texts", () => {
  it("use no sign the bundled type lacks", () => {
    for (const [language, texts] of [["en", en] as const, ...others]) {
      for (const [key, text] of texts) expect(text, `${language} ${key}`).not.toMatch(/[→≤≥▲▼⏎\u202f]/);
    }
  });

  it("name every shortcut", () => {
    for (const { name } of shortcuts) expect(en.has(name), name).toBe(true);
  });
});
