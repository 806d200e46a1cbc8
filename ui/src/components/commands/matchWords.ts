/** Does every word of the query stand in the text? Case and accents do not matter. */
export function matchesWords(text: string, query: string): boolean {
  const plain = fold(text);
  return words(query).every((word) => plain.includes(word));
}

/** The text cut into pieces that match a word of the query and pieces that do not, in order. */
export function highlightWords(text: string, query: string): { text: string; hit: boolean }[] {
  const plain = fold(text);
  const hit = new Array<boolean>(text.length).fill(false);
  for (const word of words(query)) {
    const at = plain.length === text.length ? plain.indexOf(word) : -1;
    if (at >= 0) hit.fill(true, at, at + word.length);
  }
  const pieces: { text: string; hit: boolean }[] = [];
  for (const [i, char] of [...text].entries()) {
    const last = pieces.at(-1);
    if (last && last.hit === hit[i]) last.text += char;
    else pieces.push({ text: char, hit: hit[i] ?? false });
  }
  return pieces;
}

const fold = (text: string) =>
  text
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase();
const words = (query: string) => fold(query).split(/\s+/).filter(Boolean);
