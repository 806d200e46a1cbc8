import { EditorView } from "@codemirror/view";
import { clearMocks, mockIPC, mockWindows } from "@tauri-apps/api/mocks";
import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { App } from "~/app/App";
import { startI18n } from "~/app/i18n/i18n";
import type { BacktestRequest } from "~/backend/bindings";
import { forgetDrafts } from "~/features/research/scripts/drafts";
import { instruments } from "./fixture/catalogue";
import { door, notices, risk, snapshot } from "./fixture/desk";
import { deskAnswers } from "./fixture/deskAnswers";
import { researchAnswers } from "./fixture/researchAnswers";
import { scriptAnswers } from "./fixture/scripts";
import { put, takeTime } from "./typing";

vi.mock("~/components/charts/LineChart", () => ({ LineChart: () => null }));
vi.mock("~/components/charts/CandleChart", () => ({ CandleChart: () => null }));
vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(null);
// what an editor measures of its text, which jsdom does not draw
Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
takeTime();

type Answer = (args: Record<string, unknown>) => unknown;
const calls: { command: string; args: Record<string, unknown> }[] = [];
let answers: Record<string, Answer> = {};
let role = "admin";
const prepare = (search = "") => {
  const asked = new URLSearchParams(search);
  const nothing = () => undefined;
  answers = {
    door: () => ({ ...door(), session: { ...door().session, role } }),
    snapshot: () => snapshot(Date.now()),
    notices: () => notices(0),
    risk,
    instruments: () => instruments,
    indicators: () => [],
    ...deskAnswers(nothing, asked),
    ...researchAnswers(nothing, asked, 1),
    ...scriptAnswers(nothing, asked),
  };
};

beforeAll(() => startI18n("en"));
beforeEach(() => {
  calls.length = 0;
  role = "admin";
  forgetDrafts();
  prepare();
  mockWindows("main");
  mockIPC(
    (command, given) => {
      const args = (given ?? {}) as Record<string, unknown>;
      calls.push({ command, args });
      return answers[command]?.(args) ?? null;
    },
    { shouldMockEvents: true },
  );
});
afterEach(() => {
  cleanup();
  clearMocks();
});

const sent = (command: string) => calls.filter((c) => c.command === command);
const open = (path: string) => {
  window.location.hash = path;
  render(<App />);
};
const editor = async () => {
  const view = EditorView.findFromDOM(await screen.findByTestId("script-source"));
  if (!view) throw new Error("there is no editor");
  return view;
};
/** Types in the place of a word. */
const write = async (old: string, next: string) => {
  const view = await editor();
  const from = view.state.doc.toString().indexOf(old);
  act(() => view.dispatch({ changes: { from, to: from + old.length, insert: next }, userEvent: "input.type" }));
};
const check = (wanted: string) => waitFor(() => expect(screen.getByTestId("script-check").dataset.state).toBe(wanted));

describe("scripts", () => {
  it("shows what is wrong at its line while it is written, and what it declares", async () => {
    open("/research/scripts/my_rsi");
    await check("fine");
    expect(screen.getByTestId("script-schema").textContent).toContain("length");
    await write("ta.rsi", "ta.rsy");
    await check("problem");
    const foot = screen.getByTestId("script-check");
    expect([foot.dataset.line, foot.dataset.code]).toEqual(["13", "script.indicator"]);
    expect(foot.textContent).toContain('Line 13: there is no indicator "rsy"');
    const view = await editor();
    expect(view.dom.querySelector(".cm-lineWithProblem")?.textContent).toContain("ta.rsy");
    expect(view.dom.querySelector(".cm-lintRange-error")?.textContent).toContain("local rsi = ta.rsy");
    expect(screen.getByTestId<HTMLButtonElement>("script-backtest").disabled).toBe(true);
    await userEvent.click(screen.getByTestId("script-show-line"));
    expect(view.state.doc.lineAt(view.state.selection.main.head).number).toBe(13);
  });

  it("saves with Ctrl+S as the next version, and keeps what is not saved when another is opened", async () => {
    open("/research/scripts/my_rsi");
    await check("fine");
    await write("p.length + 2", "p.length + 3");
    expect(screen.getByTestId("script-acts").dataset.dirty).toBe("true");
    await userEvent.click(screen.getByTestId("script-trend"));
    await waitFor(() => expect(screen.getByTestId("script-name").textContent).toBe("trend"));
    expect(screen.getByTestId("script-unsaved-my_rsi")).toBeTruthy();
    await userEvent.click(screen.getByTestId("script-my_rsi"));
    await waitFor(() => expect(screen.getByTestId("script-name").textContent).toBe("my_rsi"));
    expect((await editor()).state.doc.toString()).toContain("p.length + 3");
    put("script-note", "one candle more");
    fireEvent.keyDown(screen.getByTestId("script-source"), { key: "s", ctrlKey: true });
    await waitFor(() => expect(screen.getByTestId("script-acts").dataset.version).toBe("3"));
    expect(screen.getByTestId("script-acts").dataset.dirty).toBe("false");
    expect(screen.queryByTestId("script-unsaved-my_rsi")).toBeNull();
    const saved = sent("save_script")[0]?.args.request as { source: string; note: string };
    expect(saved.source).toContain("p.length + 3");
    expect(saved.note).toBe("one candle more");
    fireEvent.keyDown(screen.getByTestId("script-source"), { key: "s", ctrlKey: true });
    expect(sent("save_script")).toHaveLength(1);
  });

  it("drops a draft and stands at the version again", async () => {
    open("/research/scripts/my_rsi");
    await check("fine");
    await write("p.length + 2", "nonsense");
    await userEvent.click(screen.getByTestId("script-drop"));
    await waitFor(async () => expect((await editor()).state.doc.toString()).toContain("p.length + 2"));
    expect(screen.getByTestId("script-acts").dataset.dirty).toBe("false");
  });

  it("shows a version of before beside the text, and makes it the newest", async () => {
    open("/research/scripts/my_rsi");
    await userEvent.click(await screen.findByTestId("script-version-1"));
    const difference = await screen.findByTestId("script-old-difference");
    await waitFor(() => expect(difference.textContent).toContain("return p.length + 2"));
    expect(difference.querySelector(".cm-deletedChunk")?.textContent).toContain("return p.length");
    await userEvent.click(screen.getByTestId("script-old-as-whole"));
    const whole = EditorView.findFromDOM(await screen.findByTestId("script-old-text"));
    expect(whole?.state.readOnly).toBe(true);
    await userEvent.click(screen.getByTestId("script-restore"));
    await waitFor(() => expect(screen.getByTestId("script-acts").dataset.version).toBe("3"));
    expect((await editor()).state.doc.toString()).not.toContain("p.length + 2");
    expect(sent("restore_script")[0]?.args).toEqual({ name: "my_rsi", version: 1 });
    expect((await screen.findByTestId("script-version-3")).textContent).toContain("version 1 again");
  });

  it("starts from an example under a name that is free", async () => {
    prepare("scripts=none");
    open("/research/scripts");
    await screen.findByTestId("scripts-empty");
    await userEvent.click(screen.getByTestId("script-new"));
    const name = await screen.findByTestId<HTMLInputElement>("script-new-name");
    expect(name.value).toBe("my_rsi_cross");
    put("script-new-name", "My Rule");
    expect(screen.getByTestId<HTMLButtonElement>("script-new-make").disabled).toBe(true);
    expect(screen.getByTestId("script-new-name-problem").textContent).toContain("Small letters");
    put("script-new-name", "dip_buyer", true);
    expect((await screen.findByTestId("script-name")).textContent).toBe("dip_buyer");
    const made = sent("save_script")[0]?.args.request as { source: string; new: boolean };
    expect(made.source).toContain('name = "dip_buyer"');
    expect(made.source).toContain('label = "Dip buyer"');
    expect(made.new).toBe(true);
  });

  it("backtests the very version it saves", async () => {
    open("/research/scripts/my_rsi");
    await check("fine");
    await write("p.length + 2", "p.length + 3");
    await check("fine");
    await userEvent.click(screen.getByTestId("script-backtest"));
    await waitFor(() => expect(sent("backtest")).toHaveLength(1));
    const run = sent("backtest")[0]?.args.request as BacktestRequest;
    expect(run.strategy).toBe("script:my_rsi@3");
    expect(run.params).toMatchObject({ length: 14, oversold: 30 });
    expect(await screen.findByTestId("research-result")).toBeTruthy();
  });

  it("is read and not written by a viewer", async () => {
    role = "viewer";
    open("/research/scripts/my_rsi");
    expect((await editor()).state.readOnly).toBe(true);
    expect(screen.queryByTestId("script-save")).toBeNull();
    expect(screen.queryByTestId("script-new")).toBeNull();
    await userEvent.click(await screen.findByTestId("script-version-1"));
    await screen.findByTestId("script-old");
    expect(screen.queryByTestId("script-restore")).toBeNull();
  });

  it("stands among the strategies of a sweep, with the parameters it declares", async () => {
    open("/research/sweep");
    await userEvent.click(await screen.findByTestId("research-strategy"));
    await userEvent.click(await screen.findByTestId("research-strategy-script:my_rsi@2"));
    expect(screen.getByTestId("research-strategy").textContent).toContain("RSI cross in Luau v2");
    expect(screen.getByTestId("sweep-from-length")).toBeTruthy();
  });
});
