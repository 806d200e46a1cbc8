// Every pair of colour tokens that meet on a screen has the contrast the design states (WCAG 2.2).
//   node scripts/contrast.mjs [tokens.css]
import { readFileSync } from "node:fs";
import { contrast } from "./contrast/oklch.mjs";
import { HEAT_CELL, HEAT_INKS, HEAT_NEED, required } from "./contrast/pairs.mjs";
import { themes } from "./contrast/tokens.mjs";
import { isMain, ROOT } from "./process.mjs";

const TOKENS = `${ROOT}/ui/src/app/theme/tokens.css`;

function pairRows(name, tokens) {
  return required(name.includes("contrast")).map(({ ink, surface, need }) => {
    const known = tokens[ink] && tokens[surface];
    return { theme: name, pair: `${ink} on ${surface}`, need, ratio: known ? contrast(tokens[ink], tokens[surface]) : 0 };
  });
}

function heatRows(name, tokens) {
  return Object.keys(tokens).filter((token) => HEAT_CELL.test(token)).map((cell) => {
    const ratio = Math.max(...HEAT_INKS.map((ink) => contrast(tokens[ink], tokens[cell])));
    return { theme: name, pair: `figure on ${cell}`, need: HEAT_NEED, ratio };
  });
}

/** `[{ theme, pair, need, ratio }]` of every theme in a style sheet; a token that is missing counts as ratio 0. */
export function contrastRows(css) {
  return Object.entries(themes(css)).flatMap(([name, tokens]) => [...pairRows(name, tokens), ...heatRows(name, tokens)]);
}

if (isMain(import.meta.url)) {
  const rows = contrastRows(readFileSync(process.argv[2] ?? TOKENS, "utf8"));
  const failed = rows.filter(({ ratio, need }) => ratio < need);
  for (const { theme, pair, ratio, need } of failed) console.error(`${theme}: ${pair} is ${ratio.toFixed(2)}, needs ${need}`);
  const lowest = rows.reduce((low, row) => (row.ratio / row.need < low.ratio / low.need ? row : low));
  console.log(`${rows.length} pairs, ${failed.length} too low; closest: ${lowest.theme}, ${lowest.pair}, ${lowest.ratio.toFixed(2)} of ${lowest.need}`);
  process.exit(failed.length === 0 ? 0 : 1);
}
