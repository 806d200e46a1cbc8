/** Two letters of a name: first of the first and of the last word; two of a single one. Combining marks are left out. */
export function initialsOf(name: string): string {
  const words = name
    .normalize("NFC")
    .trim()
    .split(/[\s._-]+/)
    .filter(Boolean);
  const first = [...(words[0] ?? "")].filter((c) => !/\p{M}/u.test(c));
  const last = [...(words.length > 1 ? (words.at(-1) ?? "") : "")].filter((c) => !/\p{M}/u.test(c));
  return ((first[0] ?? "") + (last[0] ?? first[1] ?? "")).toLocaleUpperCase();
}
