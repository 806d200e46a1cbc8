// What the steps of a story share: desktop, window, candles, and what earlier steps found.
import { mkdirSync } from "node:fs";
import { openDesktop } from "../desktop/desktop.mjs";
import { APPLICATION } from "../window/product.mjs";
import { openWindow } from "../window/session.mjs";
import { sampleCandles } from "./sample.mjs";

/** Opens desktop and window: `{ desktop, window, browser, sample, killAndReopen, close }`. */
export async function beginStory({ logs } = {}) {
  const desktop = await openDesktop({ logs });
  const open = () => openWindow(desktop, { binary: APPLICATION, logs });
  mkdirSync(desktop.paths.home, { recursive: true });
  const story = {
    desktop,
    sample: sampleCandles(desktop.paths.home),
    backtest: {},
    get browser() {
      return story.window.browser;
    },
    /** The power goes: SIGKILL to the window, then a new start on the same data. */
    async killAndReopen() {
      await story.window.kill();
      story.window = await open();
    },
    async close() {
      await story.window?.close();
      await desktop.close();
    },
  };
  try {
    story.window = await open();
    return story;
  } catch (error) {
    await story.close();
    throw error;
  }
}
