// Before anybody is signed in: first start, signing in and out.
import { until } from "../desktop/poll.mjs";
import { invoke } from "../window/backend.mjs";
import { choose, fill, press, visible } from "./element.mjs";

export const ADMIN = { name: "ada", role: "admin", passphrase: "a long enough passphrase of a test" };
export const TRADER = { name: "tova", role: "trader", passphrase: "another passphrase, of a trader" };

/** Waits until the desk is at that stage: `first_start`, `locked` or `open`. */
export async function shown(browser, stage) {
  await until(`the desk to be at ${stage}`, async () => {
    const now = (await invoke(browser, "door")).stage;
    if (now === stage) return true;
    throw new Error(`it is at ${now}`);
  });
}

/** Creates the admin past the welcome, and opens the desk. */
export async function createFirstAdmin(browser, person = ADMIN) {
  const { preferences } = await invoke(browser, "door");
  await invoke(browser, "create_admin", { person, preferences });
  await browser.refresh();
  await visible(browser, "mode-block");
}

/** Signs in past the form. */
export async function signIn(browser, { name, passphrase }) {
  await invoke(browser, "login", { name, passphrase });
  await browser.refresh();
  await visible(browser, "mode-block");
}

/** Signs in by the form of the locked desk. */
export async function signInByForm(browser, { name, passphrase }) {
  await visible(browser, "locked-passphrase");
  await choose(browser, "locked-user", name);
  await fill(browser, "locked-passphrase", passphrase);
  await press(browser, "locked-unlock");
}

/** Signs out by the menu at the foot of the rail. */
export async function signOut(browser) {
  await press(browser, "rail-user");
  await press(browser, "user-menu-sign-out");
  await visible(browser, "locked-passphrase");
}
