// The tray: the item registers with the panel, its menu is there, a second start ends at once, Quit ends the program.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start, stop } from "./desktop/children.mjs";
import { openDesktop } from "./desktop/desktop.mjs";
import { openPanel } from "./desktop/panel.mjs";
import { until } from "./desktop/poll.mjs";
import { APPLICATION } from "./window/product.mjs";

let desktop;
let panel;
let application;

const ended = (child) => until("the program to end", () => child.exitCode !== null || child.signalCode !== null);

before(async () => {
  desktop = await openDesktop();
  panel = await openPanel(desktop);
  application = start(APPLICATION, [], { env: desktop.env });
});

after(async () => {
  if (application) await stop(application);
  panel?.close();
  await desktop?.close();
});

test("the tray shows its state and offers show, pause, kill switch and quit", async () => {
  await panel.item();
  const labels = (await panel.menu()).map(({ label }) => label);
  for (const wanted of [/show/i, /pause/i, /kill/i, /quit/i]) {
    assert.ok(labels.some((label) => wanted.test(label)), `${wanted} is not in the menu: ${labels.join(", ")}`);
  }
});

test("a second start hands over to the first and ends", async () => {
  const second = start(APPLICATION, [], { env: desktop.env });
  await ended(second);
  assert.equal(second.exitCode, 0);
  assert.equal(application.exitCode, null, "the first one goes on");
});

test("quit in the tray ends the program", async () => {
  await panel.press(/quit/i);
  await ended(application);
  assert.equal(application.exitCode, 0);
});
