// The import dialog: a path typed, and what became of the file.
import { fill, gone, noteAppearance, press, textOf } from "./element.mjs";
import { openPlace } from "./shell.mjs";

/**
 * Imports a candle file by its path; the words of the result, or of the refusal where one is expected, and whether a
 * bar showed the progress.
 */
export async function importFile(browser, { path, venue, symbol, refused = false }) {
  await openPlace(browser, "trade");
  await press(browser, "watchlist-import");
  await fill(browser, "import-path", path);
  await fill(browser, "import-venue", venue);
  await fill(browser, "import-symbol", symbol);
  const appeared = await noteAppearance(browser, "import-progress");
  await press(browser, "import-start");
  const words = await textOf(browser, refused ? "import-error" : "import-result");
  const progress = await appeared();
  await browser.keys("Escape");
  await gone(browser, "import-dialog");
  return { words: words.replaceAll(/\s+/g, " "), progress };
}
