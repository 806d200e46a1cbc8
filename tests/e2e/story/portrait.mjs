// Pictures of the main screens as the story reaches them, in light and dark.
import { join } from "node:path";
import { painted, setLook } from "../pages/shell.mjs";
import { invoke } from "../window/backend.mjs";
import { ROOT } from "../window/product.mjs";
import { saveScreenshot } from "../window/screenshot.mjs";

const FOLDER = join(ROOT, "build-output", "screens");

/** Saves the screen as it stands as `name-light.png` and `name-dark.png`; it stays dark. */
export async function portrait(browser, name) {
  for (const theme of ["light", "dark"]) {
    const { preferences } = await invoke(browser, "door");
    await setLook(browser, { ...preferences, theme });
    await painted(browser);
    await saveScreenshot(browser, join(FOLDER, `${name}-${theme}.png`));
  }
}
