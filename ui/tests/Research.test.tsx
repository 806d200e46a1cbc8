import { clearMocks, mockIPC, mockWindows } from "@tauri-apps/api/mocks";
import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { App } from "~/app/App";
import { startI18n } from "~/app/i18n/i18n";
import type { BacktestRequest, SweepRequest, WalkForwardRequest, WalkProgress } from "~/backend/bindings";
import { instruments, strategies } from "./fixture/catalogue";
import { door, notices, risk, snapshot } from "./fixture/desk";
import { deskAnswers } from "./fixture/deskAnswers";
import { researchAnswers } from "./fixture/researchAnswers";
import { takeTime } from "./typing";

// jsdom has no canvas: what is drawn on one is looked at in the real window.
vi.mock("~/components/charts/LineChart", () => ({ LineChart: () => null }));
vi.mock("~/components/charts/CandleChart", () => ({ CandleChart: () => null }));
vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(null);
takeTime();

type Answer = (args: Record<string, unknown>) => unknown;

const calls: { command: string; args: Record<string, unknown> }[] = [];
let answers: Record<string, Answer> = {};
const prepare = (search = "") => {
  const asked = new URLSearchParams(search);
  const desk = deskAnswers(() => undefined, asked);
  answers = { ...answers, ...desk, ...researchAnswers(() => undefined, asked, 1) };
};

beforeAll(() => startI18n("en"));
beforeEach(() => {
  calls.length = 0;
  answers = {
    door: () => door(),
    snapshot: () => snapshot(Date.now()),
    notices: () => notices(0),
    risk,
    instruments: () => instruments,
    strategies: () => strategies,
  };
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
  vi.useRealTimers();
  cleanup();
  clearMocks();
});

const sent = (command: string) => calls.filter((c) => c.command === command);
const asked = (n: number) => sent("sweep").at(n)?.args.request as SweepRequest | undefined;
const open = (path: string) => {
  window.location.hash = path;
  render(<App />);
};
const type = (testId: string, value: string) => {
  const field = screen.getByTestId<HTMLInputElement>(testId);
  fireEvent.focus(field);
  fireEvent.change(field, { target: { value } });
};
const ended = (id: string) => waitFor(() => expect(screen.getByTestId("sweep-result").dataset.sweep).toBe(id));

describe("sweep", () => {
  it("shows the newest kept one with its best cell under the cross, and the meter", async () => {
    open("/research/sweep");
    const map = await screen.findByTestId("sweep-map");
    await ended("S-4");
    expect(map.dataset.cells).toBe("528");
    expect(screen.getByTestId("sweep-meter").dataset.fit).toBe("likely_luck");
    expect(screen.getByTestId("sweep-pbo").textContent).toBe("0.56");
    expect(screen.getByTestId("sweep-fit").textContent).toContain("56\u2009%");
    expect(screen.getByTestId("sweep-deflated-value").textContent).toBe("0.996");
    const best = screen.getByTestId("sweep-cell-sharpe").textContent;
    expect(screen.getByTestId("sweep-deflated").textContent).toContain(`this one has ${best}`);
    expect(screen.queryByTestId("sweep-changed")).toBeNull();
    expect(sent("sweep")).toHaveLength(0);
  });

  it("reads cells by the arrow keys, moves the cross with Enter, and runs the cell as a backtest", async () => {
    open("/research/sweep");
    const map = await screen.findByTestId("sweep-map");
    await ended("S-4");
    fireEvent.focus(map);
    for (let i = 0; i < 30; i++) fireEvent.keyDown(map, { key: "ArrowLeft" });
    for (let i = 0; i < 30; i++) fireEvent.keyDown(map, { key: "ArrowDown" });
    expect(screen.getByTestId("sweep-map-cell").textContent).toContain("Fast length 4, Slow length 20: Sharpe");
    fireEvent.keyDown(map, { key: "End" });
    expect(screen.getByTestId("sweep-map-cell").textContent).toBe("Fast length 96, Slow length 20: no strategy");
    fireEvent.keyDown(map, { key: "Home" });
    fireEvent.keyDown(map, { key: "Enter" });
    expect(screen.getByTestId("sweep-cell-name").textContent).toBe("Cell 4 / 20");
    expect(screen.getByTestId("sweep-cross-fast").textContent).toBe("4");
    expect(screen.queryByTestId("sweep-changed")).toBeNull();
    await userEvent.click(screen.getByTestId("sweep-backtest"));
    await waitFor(() => expect(sent("backtest")).toHaveLength(1));
    const run = sent("backtest")[0]?.args.request as BacktestRequest;
    expect(run).toMatchObject({ strategy: "ema_cross", params: { fast: 4, slow: 20 }, fee: 0.001 });
    expect(await screen.findByTestId("research-result")).toBeTruthy();
    expect(window.location.hash).toBe("#/research");
  });

  it("runs what stands in the form with F5 and fills the map while it runs", async () => {
    prepare("sweeps=none");
    open("/research/sweep");
    await screen.findByTestId("sweep-empty");
    await userEvent.click(screen.getByTestId("sweep-fix-oversold"));
    type("sweep-from-length", "5");
    type("sweep-to-length", "24");
    type("sweep-step-length", "1");
    expect(screen.getByTestId("sweep-cells").dataset.cells).toBe("20");
    fireEvent.keyDown(document.body, { key: "F5" });
    await ended("S-5");
    expect(asked(0)?.axes).toEqual([{ name: "length", values: Array.from({ length: 20 }, (_, i) => 5 + i) }]);
    expect(asked(0)?.base).toMatchObject({ strategy: "rsi_cross", fee: 0.001 });
    expect(screen.getByTestId("sweep-map").dataset.cells).toBe("20");
  });

  it("follows a range by itself, but waits for its button when anything else changes", async () => {
    open("/research/sweep");
    await ended("S-4");
    type("sweep-to-fast", "48");
    await waitFor(() => expect(sent("sweep")).toHaveLength(1));
    expect(asked(0)?.axes[0]?.values.at(-1)).toBe(48);
    await ended("S-6");
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    type("research-fee", "0.2");
    expect(screen.getByTestId("sweep-changed")).toBeTruthy();
    // whatever was to follow by itself has followed by now
    act(() => void vi.advanceTimersByTime(60_000));
    vi.useRealTimers();
    expect(sent("sweep")).toHaveLength(1);
    await userEvent.click(screen.getByTestId("sweep-run"));
    await waitFor(() => expect(asked(1)?.base.fee).toBe(0.002));
  });

  it("refuses more than a million combinations with their number", async () => {
    open("/research/sweep");
    await ended("S-4");
    type("sweep-to-fast", "2000");
    type("sweep-step-fast", "1");
    type("sweep-to-slow", "5000");
    type("sweep-step-slow", "1");
    expect(screen.getByTestId("sweep-too-large").textContent).toContain("9\u2009947\u2009057");
    expect(screen.getByTestId<HTMLButtonElement>("sweep-run").disabled).toBe(true);
    fireEvent.keyDown(document.body, { key: "F5" });
    expect(sent("sweep")).toHaveLength(0);
  });

  it("cancels, keeps what it had, and says that it is a part", async () => {
    answers = { ...answers, ...researchAnswers(() => undefined, new URLSearchParams("sweeps=none"), 60) };
    open("/research/sweep");
    await userEvent.click(await screen.findByTestId("sweep-run"));
    await userEvent.click(await screen.findByTestId("sweep-cancel"));
    await waitFor(() => expect(screen.getByTestId("sweep-result").dataset.complete).toBe("false"));
    expect(screen.getByTestId("sweep-doubt-part")).toBeTruthy();
    expect(screen.getByTestId("sweep-meter").dataset.fit).toBe("unknown");
    expect(sent("cancel_sweep")).toHaveLength(1);
    // it goes on in the same place, and asks for nothing it has
    const stopped = screen.getByTestId("sweep-result").dataset.sweep;
    await userEvent.click(screen.getByTestId("sweep-resume"));
    await waitFor(() => expect(screen.getByTestId("sweep-result").dataset.complete).toBe("true"));
    expect(screen.getByTestId("sweep-result").dataset.sweep).toBe(stopped);
    expect(sent("resume_sweep").map((c) => c.args.sweep)).toEqual([stopped]);
    expect(sent("sweep")).toHaveLength(1);
    expect(screen.queryByTestId("sweep-doubt-part")).toBeNull();
    expect(screen.queryByTestId("sweep-resume")).toBeNull();
  });

  it("draws the curve of the cell under the cross and of no other", async () => {
    open("/research/sweep");
    const map = await screen.findByTestId("sweep-map");
    await ended("S-4");
    await waitFor(() => expect(screen.getByTestId("sweep-curve").dataset.points).toBe("200"));
    fireEvent.focus(map);
    for (let i = 0; i < 30; i++) fireEvent.keyDown(map, { key: "ArrowLeft" });
    for (let i = 0; i < 30; i++) fireEvent.keyDown(map, { key: "ArrowDown" });
    fireEvent.keyDown(map, { key: "Enter" });
    await waitFor(() => expect(screen.getByTestId("sweep-curve").dataset.cell).toBe("0"));
    await waitFor(() => expect(sent("sweep_curve").at(-1)?.args).toEqual({ sweep: "S-4", index: 0 }));
    expect(sent("sweep_curve")).toHaveLength(2);
    expect(sent("backtest")).toHaveLength(0);
  });

  it("says why a sweep failed, and keeps the map in sight", async () => {
    open("/research/sweep");
    await ended("S-4");
    answers.sweep = () => {
      throw { code: "no_such_code", message: "The candles end before the warm-up.", details: {} };
    };
    await userEvent.click(screen.getByTestId("sweep-run"));
    expect((await screen.findByTestId("sweep-failure")).textContent).toContain("end before the warm-up");
    expect(screen.getByTestId("sweep-map").dataset.cells).toBe("528");
  });

  it("writes every cell as a file", async () => {
    open("/research/sweep");
    await ended("S-4");
    await userEvent.click(screen.getByTestId("sweep-export"));
    await userEvent.click(await screen.findByTestId("sweep-export-parquet"));
    expect((await screen.findByTestId("sweep-export-written")).textContent).toContain("S-4-cells.parquet");
    expect(sent("export_sweep")[0]?.args.request).toEqual({ sweep: "S-4", format: "parquet", folder: null });
    await userEvent.click(screen.getByTestId("sweep-export-report"));
    await waitFor(() => expect(sent("export_sweep")).toHaveLength(2));
    expect(sent("export_sweep")[1]?.args.request).toEqual({ sweep: "S-4", format: "report", folder: null });
  });
});

describe("walk-forward", () => {
  it("walks the axes of the sweep in sight and says what was left of the promise", async () => {
    open("/research/sweep");
    await ended("S-4");
    await userEvent.click(screen.getByTestId("sweep-walk"));
    await screen.findByTestId("walk-empty");
    type("walk-train", "90");
    await userEvent.click(screen.getByTestId("walk-run"));
    const trust = await screen.findByTestId("walk-trust");
    const walked = sent("walk_forward")[0]?.args.request as WalkForwardRequest;
    expect(walked).toMatchObject({ train_days: 90, test_days: 60 });
    expect(walked.axes.map((a) => [a.name, a.values.length])).toEqual([
      ["fast", 24],
      ["slow", 22],
    ]);
    expect(trust.dataset.verdict).toMatch(/keeps_little|loses/);
    expect(screen.getByTestId("walk-efficiency").textContent).toBe("31\u2009%");
    await userEvent.click(screen.getByTestId("walk-bar-2"));
    expect(screen.getByTestId("walk-window-2").getAttribute("aria-selected")).toBe("true");
    expect(screen.queryByTestId("walk-changed")).toBeNull();
    type("walk-test", "30");
    expect(screen.getByTestId("walk-changed")).toBeTruthy();
  });

  it("tells how far it is, is cancelled without a complaint, and writes its report once it is done", async () => {
    const walks = answers.walk_forward;
    answers.walk_forward = ({ progress }) =>
      new Promise((_, reject) => {
        answers.cancel_walk_forward = () => {
          reject({ code: "cancelled", message: "The walk forward was stopped.", details: {} });
          return null;
        };
        (progress as { onmessage: (of: WalkProgress) => void }).onmessage({ done: 2, windows: 5 });
      });
    open("/research/walk-forward");
    await screen.findByTestId("walk-empty");
    await userEvent.click(screen.getByTestId("walk-run"));
    await waitFor(() => expect(screen.getByTestId("walk-progress").textContent).toContain("2 of 5 windows"));
    await userEvent.click(screen.getByTestId("walk-cancel"));
    await screen.findByTestId("walk-run");
    expect(sent("cancel_walk_forward")).toHaveLength(1);
    expect(screen.getByTestId("walk-empty")).toBeTruthy();
    expect(screen.queryByTestId("walk-failure")).toBeNull();
    if (walks) answers.walk_forward = walks;
    await userEvent.click(screen.getByTestId("walk-run"));
    await screen.findByTestId("walk-trust");
    await userEvent.click(screen.getByTestId("walk-export"));
    await userEvent.click(await screen.findByTestId("walk-export-report"));
    expect((await screen.findByTestId("walk-export-written")).textContent).toContain("report.html");
  });

  it("does not walk in windows of no days", async () => {
    open("/research/walk-forward");
    await screen.findByTestId("walk-empty");
    type("walk-train", "0");
    expect((await screen.findByTestId("walk-train-problem")).textContent).toContain("1 to 36\u2009500");
    expect(screen.getByTestId<HTMLButtonElement>("walk-run").disabled).toBe(true);
  });
});
