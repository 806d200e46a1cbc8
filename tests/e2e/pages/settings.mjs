// Settings, used as a person does: a choice is in force at once.
import { until } from "../desktop/poll.mjs";
import { press } from "./element.mjs";
import { openPlace } from "./shell.mjs";

export async function chooseLanguage(browser, language) {
  await openPlace(browser, "settings");
  await press(browser, `settings-language-${language}`);
  await until(`the page in ${language}`, () => browser.execute((wanted) => document.documentElement.lang === wanted, language));
}

export async function chooseTheme(browser, theme) {
  await openPlace(browser, "settings");
  await press(browser, `settings-theme-${theme}`);
  await until(`the page in ${theme}`, () =>
    browser.execute((dark) => document.documentElement.classList.contains("dark") === dark, theme === "dark"),
  );
}
