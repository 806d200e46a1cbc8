/** 0: too short to be taken, then weak, fair, strong, very strong. */
export type Strength = 0 | 1 | 2 | 3 | 4;

/** The backend takes none shorter. */
export const SHORTEST_PASSPHRASE = 8;

const COMMON = [
  "password",
  "passphrase",
  "countersign",
  "bitcoin",
  "qwerty",
  "letmein",
  "123456",
  "abcdef",
  "losenord",
  "lösenord",
];

/** A floor for the bits of a guess: runs and repeats count once, words everybody uses not at all. */
export function passphraseBits(text: string): number {
  let rest = text.toLowerCase();
  for (const word of COMMON) rest = rest.replaceAll(word, "");
  const alphabet =
    (/\p{Ll}/u.test(text) ? 26 : 0) +
    (/\p{Lu}/u.test(text) ? 26 : 0) +
    (/\d/.test(text) ? 10 : 0) +
    (/[^\p{L}\d\s]/u.test(text) ? 20 : 0) +
    (/\s/.test(text) ? 1 : 0) +
    (/\p{Lo}/u.test(text) ? 44 : 0);
  return worthOf(rest) * Math.log2(Math.max(alphabet, 2));
}

/** Each distinct character counts whole at first, half when seen before; one that continues a run counts a tenth. */
function worthOf(text: string): number {
  const seen = new Set<string>();
  let before = Number.NaN;
  let worth = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    worth += Math.abs(code - before) <= 1 ? 0.1 : seen.has(char) ? 0.5 : 1;
    seen.add(char);
    before = code;
  }
  return worth;
}

export function passphraseStrength(text: string): Strength {
  if ([...text].length < SHORTEST_PASSPHRASE) return 0;
  const bits = passphraseBits(text);
  if (bits < 35) return 1;
  if (bits < 50) return 2;
  return bits < 70 ? 3 : 4;
}
