// npm run gallery [-- SCREEN...]: pictures of every screen in every view, each checked for errors, cut text and access.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openDesktop } from "../tests/e2e/desktop/desktop.mjs";
import { problemsOf } from "../tests/e2e/gallery/checks.mjs";
import { SCREENS } from "../tests/e2e/gallery/screens.mjs";
import { pictureName } from "../tests/e2e/gallery/views.mjs";
import { painted, setLook } from "../tests/e2e/pages/shell.mjs";
import { APPLICATION, ROOT } from "../tests/e2e/window/product.mjs";
import { saveEvidence, saveScreenshot } from "../tests/e2e/window/screenshot.mjs";
import { openWindow } from "../tests/e2e/window/session.mjs";

const FOLDER = join(ROOT, "build-output", "gallery");

async function look(browser, screen, view) {
  await setLook(browser, view);
  await browser.setWindowRect(0, 0, view.width, view.height);
  await painted(browser);
  const name = pictureName(screen.name, view);
  await saveScreenshot(browser, join(FOLDER, name));
  return (await problemsOf(browser)).map((problem) => `${name}: ${problem}`);
}

async function walk(browser, wanted) {
  const problems = [];
  for (const screen of SCREENS) {
    const began = performance.now();
    try {
      await screen.arrange(browser, desktop);
      if (wanted.length === 0 || wanted.includes(screen.name)) {
        const found = [];
        for (const view of screen.views) found.push(...(await look(browser, screen, view)));
        console.log(`${screen.name}: ${screen.views.length} pictures (${((performance.now() - began) / 1000).toFixed(1)} s)`);
        for (const problem of found) console.error(`  ${problem}`);
        problems.push(...found);
      }
      await screen.leave?.(browser);
    } catch (error) {
      console.error(`${screen.name}: ${error.message}`);
      problems.push(`${screen.name}: ${error.message}`);
      await saveEvidence(browser, FOLDER, `failed-${screen.name}`);
    }
  }
  return problems;
}

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
const desktop = await openDesktop({ size: "2560x1440", logs: FOLDER });
const window = await openWindow(desktop, { binary: APPLICATION, logs: FOLDER });
const problems = await walk(window.browser, process.argv.slice(2));
await window.close();
await desktop.close();
writeFileSync(join(FOLDER, "problems.json"), JSON.stringify(problems, null, 2));
console.log(problems.length === 0 ? `Nothing wrong; pictures in ${FOLDER}` : `${problems.length} problems; pictures in ${FOLDER}`);
process.exit(problems.length === 0 ? 0 : 1);
