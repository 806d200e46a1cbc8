import { describe, expect, it } from "vitest";
import { passphraseBits, passphraseStrength } from "./passphraseStrength";

describe("strength of a passphrase", () => {
  it("takes nothing below eight characters", () => {
    expect(passphraseStrength("aB3$xY9")).toBe(0);
  });

  it("is not fooled by runs, repeats and words everybody uses", () => {
    expect(passphraseStrength("aaaaaaaaaaaaaaaa")).toBe(1);
    expect(passphraseStrength("abcdefghijklmnop")).toBe(1);
    expect(passphraseStrength("password123456")).toBe(1);
  });

  it("grows with length and alphabet", () => {
    expect(passphraseStrength("correct horse battery staple")).toBe(4);
    expect(passphraseBits("kQ2v!mZ8w#")).toBeGreaterThan(passphraseBits("kqvmzwtrpl"));
  });
});
