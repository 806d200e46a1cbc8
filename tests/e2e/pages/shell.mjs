// The frame around every screen: rail, bars, look.
import { until } from "../desktop/poll.mjs";
import { invoke } from "../window/backend.mjs";
import { press, visible } from "./element.mjs";

/** Opens one of the nine places by the rail and waits for its screen. */
export async function openPlace(browser, place) {
  await press(browser, `rail-${place}`);
  await visible(browser, `place-${place}`);
}

/** Puts theme, language and contrast in force as Settings does, and waits until the document shows them. */
export async function setLook(browser, look) {
  const { preferences, session } = await invoke(browser, "door");
  const { theme, language, high_contrast = false } = look;
  const next = { ...preferences, theme, language, high_contrast };
  if (session) await invoke(browser, "set_preferences", { preferences: next });
  else {
    // without a session nothing is kept: the look of the last start is what the page begins with
    await browser.execute((kept) => localStorage.setItem("countersign.appearance", JSON.stringify(kept)), next);
    await browser.refresh();
  }
  await until(`the page in ${theme} and ${language}`, () =>
    browser.execute(
      (dark, lang, contrast) => {
        const { classList, lang: now } = document.documentElement;
        return classList.contains("dark") === dark && now === lang && classList.contains("contrast") === contrast;
      },
      theme === "dark",
      language,
      high_contrast,
    ),
  );
}

/** Waits until fonts are loaded and two frames are painted. */
export async function painted(browser) {
  await browser.executeAsync((done) => {
    document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() => done(true))));
  });
}
