// The approvals: queue, the document that is signed, what was signed.
import { until } from "../desktop/poll.mjs";
import { invoke } from "../window/backend.mjs";
import { byTestId, fill, press, textOf, visible, waitForAttribute } from "./element.mjs";
import { holdUntil } from "./hold.mjs";
import { openPlace } from "./shell.mjs";

/** What the backend knows of an approval. */
export async function approvalOf(browser, id) {
  return (await invoke(browser, "approvals")).find((approval) => approval.id === id);
}

/** Opens an approval's document from the queue. */
export async function openApproval(browser, id, tab = "waiting") {
  await openPlace(browser, "approvals");
  await press(browser, `approvals-tab-${tab}`);
  await press(browser, `approval-row-${id}`);
  await until(`the document of ${id}`, async () => (await textOf(browser, "approval-id")).includes(id));
}

const status = (browser, id, wanted) => waitForAttribute(browser, `approval-row-${id}`, "data-status", wanted);

/** Writes the reason, holds until the signature stands. */
export async function sign(browser, id, reason) {
  await openApproval(browser, id);
  await fill(browser, "approval-reason", reason);
  await holdUntil(browser, "approval-sign", () => status(browser, id, "signed"));
}

export async function reject(browser, id, reason) {
  await openApproval(browser, id);
  await fill(browser, "approval-reason", reason);
  await press(browser, "approval-reject");
  await until(`${id} to be rejected`, async () => (await approvalOf(browser, id)).status === "rejected");
}

/** Executes a signed approval for that quantity, and waits until it is used. */
export async function execute(browser, id, quantity) {
  await openApproval(browser, id);
  await fill(browser, "approval-execute-quantity", quantity);
  await press(browser, "approval-execute");
  await until(`${id} to be used`, async () => (await approvalOf(browser, id)).status === "used");
}

/** Seconds left on an approval's ring in the queue. */
export async function secondsLeft(browser, id) {
  const text = await (await visible(browser, `approval-ring-${id}`)).getText();
  const [minutes, seconds] = text.includes(":") ? text.split(":").map(Number) : [0, Number.parseInt(text, 10)];
  return minutes * 60 + seconds;
}

/** Whether the acts of signing stand on the page. */
export async function signingOffered(browser) {
  const found = [];
  for (const id of ["approval-sign", "approval-reject"]) {
    if (await byTestId(browser, id).isExisting()) found.push(id);
  }
  return found;
}
