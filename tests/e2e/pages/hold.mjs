// Hold to sign: the pointer goes down on the button and stays down until what it signs has happened.
import { visible } from "./element.mjs";

function pointer(actions) {
  return [{ type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions }];
}

/** Holds a button down until `done` answers; lets go in any case. */
export async function holdUntil(browser, id, done) {
  const button = await visible(browser, id);
  await button.scrollIntoView({ block: "center" });
  await browser.performActions(
    pointer([
      { type: "pointerMove", duration: 0, origin: button, x: 0, y: 0 },
      { type: "pointerDown", button: 0 },
    ]),
  );
  try {
    return await done();
  } finally {
    // not releaseActions: after it WebKit's driver sends no pointer events any more, only mouse events
    await browser.performActions(pointer([{ type: "pointerUp", button: 0 }]));
  }
}
