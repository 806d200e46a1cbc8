// What every screen must hold in every size, theme and language.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pageErrors } from "../window/screenshot.mjs";
import { clippedText } from "./text.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

async function axeProblems(browser) {
  if (!(await browser.execute(() => typeof window.axe !== "undefined"))) await browser.execute(AXE);
  const answer = await browser.executeAsync((tags, done) => {
    // a list that a text field drives (arrow keys there scroll it) needs no focus of its own
    const driven = ({ target }) => target.some((place) => document.querySelector(`input[aria-controls="${document.querySelector(place)?.id}"]`));
    const standing = ({ id, nodes }) => nodes.filter((node) => id !== "scrollable-region-focusable" || !driven(node));
    window.axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] }).then(
      ({ violations }) => done({
        violations: violations
          .map((violation) => ({ ...violation, nodes: standing(violation) }))
          .filter(({ nodes }) => nodes.length > 0)
          .map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ target, html }) => `${target.join(" ")} ${html.slice(0, 160)}`) })),
      }),
      (error) => done({ failed: String(error) }),
    );
  }, RULES);
  if (answer.failed) throw new Error(`axe could not run: ${answer.failed}`);
  return answer.violations.map(({ id, help, nodes }) => `axe ${id}: ${help}: ${nodes.slice(0, 3).join("; ")}${nodes.length > 3 ? ` and ${nodes.length - 3} more` : ""}`);
}

/** Sentences about what is wrong with the screen as it stands; empty when nothing is. */
export async function problemsOf(browser) {
  const errors = (await pageErrors(browser)).map((error) => `page error: ${error}`);
  const text = (await browser.execute(clippedText)).map(({ text, where, why }) => `text "${text}" ${why}: ${where}`);
  return [...errors, ...text, ...(await axeProblems(browser))];
}
