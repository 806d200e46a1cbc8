import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { bytesOfHex, type Detail, detailFor, rosettePaths } from "./rosette";

// The first signature of the chain's published vectors.
const signature =
  "fa2012c6334f673a56373c39037fb0faca81b645a5c111304f576b2681905d5d" +
  "3a1d6ab8bdc1c3cbe2af9d7810c46165d51d38f518c0e794424ab3b518c9020e";

// Path data of the reference drawing for these 64 bytes: number of paths, and SHA-256 of them, a line each.
const golden: [Detail, number, number, string, string][] = [
  [
    1,
    24,
    3,
    "2a55dc682e27ae79759a7bd08c1d2f0172eb3ae56544c50b426a9df27ef39526",
    "M12 1.1L12.8 2L13.2 3.9L13.5 5.2L14.2 4.9L15.4 3.4L16.7 2.3L",
  ],
  [
    2,
    64,
    18,
    "d1e01d86f830d19240ab0aec168cb63b2217513df64f279401c41e9e709f7568",
    "M32 2.5L33 3.1L33.9 4.7L34.6 6.8L35.3 8.7L35.9 9.7L36.8 9.6L",
  ],
  [
    3,
    188,
    27,
    "c804906293c18cf1f556d6b13679011af9004fd6039bfd958a9db9682ef9687c",
    "M94 7.4L95.7 8L97.3 9.6L98.8 12.2L100.2 15.4L101.4 18.9L102.",
  ],
];

describe("the rosette of a signature", () => {
  it.each(golden)("detail %i at %i px is the reference's, path by path", (detail, size, count, hash, start) => {
    const paths = rosettePaths(bytesOfHex(signature), size, detail);
    expect(paths).toHaveLength(count);
    expect(paths[0]).toMatch(new RegExp(`^${start.replaceAll(".", "\\.")}`));
    expect(createHash("sha256").update(paths.join("\n")).digest("hex")).toBe(hash);
  });

  it("differs when one of its bytes differs", () => {
    const bytes = bytesOfHex(signature);
    const other = Uint8Array.from(bytes);
    other[4] = (other[4] ?? 0) ^ 0x40;
    expect(rosettePaths(other, 64, 2)).not.toEqual(rosettePaths(bytes, 64, 2));
  });

  it("takes its detail from its size", () => {
    expect([14, 39, 40, 100, 101].map(detailFor)).toEqual([1, 1, 2, 2, 3]);
  });

  it("reads hex to the first foreign digit", () => {
    expect([...bytesOfHex("0aFFzz01")]).toEqual([10, 255]);
    expect([...bytesOfHex("abc")]).toEqual([0xab]);
  });
});
