// Accounts: who may work here.
import { fill, gone, press, waitForText } from "./element.mjs";
import { openPlace } from "./shell.mjs";

/** Creates a person; waits until the list names them. */
export async function addPerson(browser, { name, role, passphrase }) {
  await openPlace(browser, "accounts");
  await press(browser, "accounts-add");
  await fill(browser, "accounts-name", name);
  await press(browser, `accounts-role-${role}`);
  await fill(browser, "accounts-passphrase", passphrase);
  await press(browser, "accounts-create");
  await gone(browser, "accounts-add-dialog");
  await waitForText(browser, "accounts-people", new RegExp(name));
}
