/** First and last four digits of a hash or key, for rows: `4f9c…21ae`. */
export function shortHex(hex: string): string {
  return hex.length > 10 ? `${hex.slice(0, 4)}…${hex.slice(-4)}` : hex;
}

/** In groups of four with the middle left out, for reading aloud: `4f9c 0b7e … 77c0 21ae`. */
export function groupedHex(hex: string, groups = 2): string {
  const fours = hex.match(/.{1,4}/g) ?? [];
  if (fours.length <= groups * 2 + 1) return fours.join(" ");
  return `${fours.slice(0, groups).join(" ")} … ${fours.slice(-groups).join(" ")}`;
}
