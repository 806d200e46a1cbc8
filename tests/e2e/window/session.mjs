// The real window under the platform's own WebDriver: started, held, ended, killed.
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { remote } from "webdriverio";
import { start, stop } from "../desktop/children.mjs";
import { until } from "../desktop/poll.mjs";

function freePort() {
  return new Promise((done, refuse) => {
    const server = createServer();
    server.once("error", refuse);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

async function answering(port) {
  const answer = await fetch(`http://127.0.0.1:${port}/status`);
  return (await answer.json()).value.ready;
}

/** The window's process, found below its driver, so that a test may kill it without asking it. */
function applicationOf(driverPid) {
  const children = readFileSync(`/proc/${driverPid}/task/${driverPid}/children`, "utf8");
  return children.trim().split(/\s+/).map(Number).find((pid) => pid > 0);
}

function capabilities(binary, args) {
  return {
    browserName: "wry",
    "webkitgtk:browserOptions": { binary, args },
    "wdio:enforceWebDriverClassic": true,
  };
}

/**
 * Opens the window of `binary` on a desktop: `{ browser, pid, close, kill }`.
 * `kill` ends the application with SIGKILL, as a power cut would.
 */
export async function openWindow(desktop, { binary, args = [], logs, env = {} } = {}) {
  const port = await freePort();
  const driverEnv = { ...desktop.env, TAURI_WEBVIEW_AUTOMATION: "true", TAURI_AUTOMATION: "true", ...env };
  const log = logs && join(logs, "window.log");
  const driver = start("WebKitWebDriver", [`--port=${port}`, "--host=127.0.0.1"], { env: driverEnv, log });
  try {
    await Promise.race([until("WebKitWebDriver to answer", () => answering(port)), driver.failed]);
    const browser = await remote({
      hostname: "127.0.0.1",
      port,
      logLevel: "silent",
      connectionRetryCount: 0,
      connectionRetryTimeout: 60_000,
      waitforTimeout: 30_000,
      waitforInterval: 50,
      capabilities: capabilities(binary, args),
    });
    const pid = applicationOf(driver.pid);
    let open = true;
    return {
      browser,
      pid,
      /** Once is enough; again does nothing. */
      async close() {
        if (open) await browser.deleteSession().catch(() => {});
        open = false;
        await stop(driver);
      },
      async kill() {
        open = false;
        process.kill(pid, "SIGKILL");
        await stop(driver, "SIGKILL");
      },
    };
  } catch (error) {
    await stop(driver);
    throw error;
  }
}
