// The import dialog: a path typed, and what became of the file.
import { press, fill, textOf, visible } from "./element.mjs";
import { openPlace } from "./shell.mjs";

/** Imports a candle file by its path; the words of the result, or of the refusal where one is expected. */
export async function importFile(browser, { path, venue, symbol, refused = false }) {
  await openPlace(browser, "trade");
  await press(browser, "watchlist-import");
  await fill(browser, "import-path", path);
  if (venue) await fill(browser, "import-venue", venue);
  if (symbol) await fill(browser, "import-symbol", symbol);
  await press(browser, "import-start");
  const words = await textOf(browser, refused ? "import-error" : "import-result");
  await visible(browser, "import-dialog");
  await browser.keys("Escape");
  return words.replaceAll(/\s+/g, " ");
}
