// A strategy somebody writes: wrong at first, then right, tried, asked, waiting for a signature; and one that never ends.
import { strict as assert } from "node:assert";
import { analyse } from "../pages/analyse.mjs";
import { approvalOf, openApproval } from "../pages/approvals.mjs";
import { attributeOf, choose, press, textOf, waitForText } from "../pages/element.mjs";
import { checked, complete, newScript, openScripts, replaceSource, saveScript } from "../pages/scripts.mjs";
import { openPlace } from "../pages/shell.mjs";
import { until } from "../desktop/poll.mjs";
import { invoke } from "../window/backend.mjs";
import { portrait } from "./portrait.mjs";

/** Buys whenever it is asked; the indicator in line 6 is misspelt. */
const MISSPELT = `return {
	name = "always_in",
	label = "Always in",
	params = { length = { default = 14, min = 2, max = 100, integer = true, description = "Period" } },
	compute = function(candles, p, ta)
		local strength = ta.rsy(candles.close, p.length)
		return signal.when(strength:above(0), strength:below(0), { figures = { strength = strength } })
	end,
}
`;

/** Reads without a fault; runs for ever, from line 4 on. */
const ENDLESS = `return {
	name = "endless",
	compute = function(candles)
		while true do local _ = string.rep("x", 1000000) end
	end,
}
`;

export const SCRIPT_WRITTEN = {
  id: "script-written",
  name: "A script with an error shows it at its line while it is written",
  async run({ browser }) {
    await openScripts(browser);
    await newScript(browser, "always_in");
    await checked(browser, "fine");
    await replaceSource(browser, MISSPELT);
    assert.equal(await checked(browser, "problem"), 6);
    assert.match(await browser.$(".cm-lineWithProblem").getText(), /ta\.rsy/);
    await portrait(browser, "script-problem");
    return (await textOf(browser, "script-check")).replaceAll(/\s+/g, " ");
  },
};

export const SCRIPT_SAVED = {
  id: "script-saved",
  name: "It is mended with what the editor offers, and saved as the next version",
  async run({ browser }) {
    await press(browser, "script-show-line");
    await browser.keys(["Shift", "End"]);
    await complete(browser, "local strength = ta.rs", "rsi");
    await checked(browser, "fine");
    await portrait(browser, "script");
    const version = await saveScript(browser);
    const { source, saved } = await invoke(browser, "script", { name: "always_in", version: null });
    assert.match(source, /^local strength = ta\.rsi\(candles\.close, 14\)$/m);
    assert.equal(saved.version, version);
    return `version ${version}, ${saved.sha256.slice(0, 12)}`;
  },
};

export const SCRIPT_COMPARED = {
  id: "script-compared",
  name: "A version of before is read beside the text",
  async run({ browser }) {
    await press(browser, "script-version-1");
    await waitForText(browser, "script-old-difference", /crosses_above/);
    await portrait(browser, "script-difference");
    await press(browser, "script-old-close");
  },
};

export const SCRIPT_BACKTESTED = {
  id: "script-backtested",
  name: "It is backtested from the editor, by its version",
  async run({ browser }) {
    await checked(browser, "fine");
    await press(browser, "script-backtest");
    const id = await until("the script's backtest", async () => {
      const run = await attributeOf(browser, "research-result", "data-run");
      return run && (await invoke(browser, "backtests")).some((b) => b.id === run && b.request.strategy === "script:always_in@2") && run;
    });
    const run = (await invoke(browser, "backtests")).find((b) => b.id === id);
    assert.ok(run.candles > 1000, `${run.candles} candles`);
    return `${run.candles} candles in ${Math.round(run.run_ms)} ms, ${run.figures.trades} trades`;
  },
};

export const SCRIPT_PROPOSES = {
  id: "script-proposes",
  name: "Asked about a market, it proposes what waits for a signature, with its version and hash",
  async run({ browser }) {
    const asked = await analyse(browser, { venue: "coinbase", symbol: "BTC/USD", strategy: "script:always_in@2" });
    assert.equal(asked.decision, "BUY");
    const waiting = await approvalOf(browser, asked.approval);
    const { saved } = await invoke(browser, "script", { name: "always_in", version: 2 });
    assert.deepEqual([waiting.status, waiting.strategy], ["pending", "script:always_in@2"]);
    assert.deepEqual(waiting.script, { name: "always_in", version: 2, sha256: saved.sha256 });
    await openApproval(browser, asked.approval);
    assert.match(await textOf(browser, "approval-script"), new RegExp(`always_in.*2.*${saved.sha256}`));
    return asked.approval;
  },
};

export const SCRIPT_STOPPED = {
  id: "script-stopped",
  name: "A script that never ends is stopped with its line, and the window goes on",
  async run({ browser }) {
    const request = { name: "endless", source: ENDLESS, note: "", new: true };
    await invoke(browser, "save_script", { request });
    await openPlace(browser, "research");
    await press(browser, "research-tab-backtest");
    await choose(browser, "research-strategy", "script:endless@1");
    await press(browser, "research-run");
    const words = await waitForText(browser, "research-failure", /endless\.luau, line 4/, { timeoutMs: 60_000 });
    await choose(browser, "research-strategy", "rsi_cross");
    await press(browser, "research-run");
    await until("the next run", async () => (await invoke(browser, "backtests"))[0].request.strategy === "rsi_cross");
    return words.replaceAll(/\s+/g, " ");
  },
};
