// The first start: three steps, one practice trade, and the desk is open.
import { strict as assert } from "node:assert";
import { until } from "../desktop/poll.mjs";
import { ADMIN, shown } from "../pages/door.mjs";
import { textOf, waitForAttribute } from "../pages/element.mjs";
import { chooseLanguage, chooseTheme } from "../pages/settings.mjs";
import { openPlace } from "../pages/shell.mjs";
import { chooseLook, createAdmin, openDeskFromWelcome, signFirstTrade } from "../pages/welcome.mjs";
import { invoke } from "../window/backend.mjs";
import { portrait } from "./portrait.mjs";

export const WINDOW = {
  id: "window",
  name: "The window opens on the welcome",
  async run({ browser }) {
    const title = await until("the window's title", async () => (await browser.getTitle()).includes("Countersign") && browser.getTitle());
    await shown(browser, "first_start");
    return title;
  },
};

export const ADMIN_CREATED = {
  id: "admin",
  name: "A person chooses language and passphrase and becomes the admin",
  async run({ browser }) {
    for (const language of ["sv", "th", "en"]) await chooseLook(browser, language);
    await portrait(browser, "welcome");
    const code = await createAdmin(browser, ADMIN);
    assert.match(code.replaceAll(/\s/g, ""), /^([0-9A-Z]{4}-?){10,}$/);
    const { session } = await invoke(browser, "door");
    assert.equal(session.user, ADMIN.name);
    return `${session.user}, key ${session.key}`;
  },
};

export const PRACTICE = {
  id: "practice",
  name: "The guided first trade is signed by holding, executed and protected",
  async run({ browser }) {
    const words = await signFirstTrade(browser);
    const [approval] = await until("the approval to be used", async () => {
      const all = await invoke(browser, "approvals");
      return all[0]?.status === "used" && all;
    });
    const kinds = (await invoke(browser, "timeline", { subject: approval.id })).map(({ kind }) => kind);
    for (const kind of ["order.proposed", "risk.checked", "order.signed", "order.intended", "order.sent", "order.filled"]) {
      assert.ok(kinds.includes(kind), `${kind} is not in the chain`);
    }
    const [position] = (await invoke(browser, "holdings")).positions;
    assert.equal(position.protection, "full");
    return `${approval.id}, ${words}`;
  },
};

export const DESK_OPEN = {
  id: "desk",
  name: "The desk opens on a moving market",
  async run({ browser }) {
    await openDeskFromWelcome(browser);
    await openPlace(browser, "trade");
    await waitForAttribute(browser, "chart", "data-state", "ready");
    assert.match(await textOf(browser, "mode-block"), /PAPER/);
    const middle = await textOf(browser, "book-middle");
    await until("the book to move", async () => (await textOf(browser, "book-middle")) !== middle, { timeoutMs: 30_000 });
    await portrait(browser, "first-desk");
  },
};

/** One word of the rail in each language, as its screen's name reads. */
const APPROVALS = { sv: /Godk/, th: /[\u0e00-\u0e7f]/, en: /Approvals/ };

export const LANGUAGES = {
  id: "languages",
  name: "Swedish, Thai and English take effect at once; so do light and dark",
  async run({ browser }) {
    for (const language of ["sv", "th", "en"]) {
      await chooseLanguage(browser, language);
      const label = await (await browser.$('[data-testid="rail-approvals"]')).getAttribute("aria-label");
      const text = label ?? (await browser.$('[data-testid="rail-approvals"]').getText());
      assert.match(text, APPROVALS[language], language);
    }
    await chooseTheme(browser, "light");
    await chooseTheme(browser, "dark");
  },
};
