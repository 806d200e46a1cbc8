import { clearMocks, mockIPC, mockWindows } from "@tauri-apps/api/mocks";
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { App } from "~/app/App";
import { startI18n } from "~/app/i18n/i18n";
import type { BacktestRequest } from "~/backend/bindings";
import { instruments, strategies } from "./fixture/catalogue";
import { door, notices, risk, snapshot } from "./fixture/desk";
import { deskAnswers } from "./fixture/deskAnswers";

// jsdom has no canvas: what is drawn on one is looked at in the real window.
vi.mock("~/components/charts/LineChart", () => ({ LineChart: () => null }));
vi.mock("~/components/charts/CandleChart", () => ({ CandleChart: () => null }));

type Answer = (args: Record<string, unknown>) => unknown;

const calls: { command: string; args: Record<string, unknown> }[] = [];
let entry = door();
let answers: Record<string, Answer> = {};

beforeAll(() => startI18n("en"));
beforeEach(() => {
  calls.length = 0;
  entry = door();
  answers = {
    door: () => entry,
    snapshot: () => snapshot(Date.now()),
    notices: () => notices(0),
    risk,
    instruments: () => instruments,
    strategies: () => strategies,
    set_preferences: ({ preferences }) => preferences,
    ...deskAnswers(() => undefined, new URLSearchParams()),
  };
  mockWindows("main");
  mockIPC(
    (command, args) => {
      calls.push({ command, args: (args ?? {}) as Record<string, unknown> });
      return answers[command]?.((args ?? {}) as Record<string, unknown>) ?? null;
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

describe("accounts", () => {
  it("has no button to add or disable anybody for a trader", async () => {
    if (entry.session) entry.session.role = "trader";
    open("/accounts");
    await screen.findByTestId("accounts-person-erik");
    expect(screen.queryByTestId("accounts-add")).toBeNull();
    expect(screen.queryByTestId("accounts-disable-erik")).toBeNull();
  });

  it("disables after it said what happens, and nobody can disable themselves", async () => {
    open("/accounts");
    await userEvent.click(await screen.findByTestId("accounts-disable-erik"));
    expect(screen.queryByTestId("accounts-disable-maja")).toBeNull();
    expect(sent("disable_user")).toHaveLength(0);
    await userEvent.click(await screen.findByTestId("accounts-disable-confirm"));
    await waitFor(() => expect(sent("disable_user")[0]?.args).toEqual({ name: "erik" }));
  });

  it("adds a person only with a sound name and a passphrase long enough", async () => {
    open("/accounts");
    await userEvent.click(await screen.findByTestId("accounts-add"));
    const create = () => screen.getByTestId<HTMLButtonElement>("accounts-create");
    await userEvent.type(await screen.findByTestId("accounts-name"), "to m");
    await userEvent.type(screen.getByTestId("accounts-passphrase"), "correct horse battery");
    expect(create().disabled).toBe(true);
    fireEvent.change(screen.getByTestId("accounts-name"), { target: { value: "tom" } });
    await userEvent.click(create());
    await waitFor(() =>
      expect(sent("add_user")[0]?.args).toEqual({
        person: { name: "tom", role: "trader", passphrase: "correct horse battery" },
      }),
    );
    expect((await screen.findByTestId("accounts-added")).textContent).toContain("tom");
    expect(await screen.findByTestId("accounts-person-tom")).toBeTruthy();
  });
});

describe("audit", () => {
  it("shows seals only on what is proven, and names the entry that breaks", async () => {
    answers = { ...answers, ...deskAnswers(() => undefined, new URLSearchParams("chain=broken")) };
    open("/audit");
    const banner = await screen.findByTestId("audit-broken");
    expect(banner.textContent).toContain("18\u2009417");
    expect(banner.textContent).toContain("its hash does not follow");
    const signed = await screen.findByTestId("audit-row-18413");
    expect(within(signed).queryByRole("img")).toBeTruthy();
    await userEvent.click(screen.getByTestId("audit-row-18419"));
    expect(screen.queryByTestId("audit-entry-seal")).toBeNull();
  });

  it("asks for a kind by its first word, and exports from the palette's path", async () => {
    open("/audit/export");
    expect((await screen.findByTestId("audit-written")).textContent).toContain("chain-18422.csl");
    expect(sent("audit_export")).toHaveLength(1);
    expect(screen.getByTestId("audit-command").textContent).toContain("chain-18422.csl");
    await userEvent.click(screen.getByTestId("audit-kind"));
    await userEvent.click(await screen.findByTestId("audit-kind-login."));
    await waitFor(() => expect(sent("audit_page").at(-1)?.args.query).toMatchObject({ kind_prefix: "login." }));
  });
});

describe("research", () => {
  it("runs what stands in the form with F5, shows it, and keeps the trust list open", async () => {
    open("/research");
    const fee = await screen.findByTestId<HTMLInputElement>("research-fee");
    expect(screen.getByTestId("research-total-return").textContent).toBe("−63.39\u2009%");
    expect(screen.getByTestId("research-verdict").dataset.code).toBe("wins_often_and_loses");
    expect(screen.getByTestId("research-trust-loses_to_holding")).toBeTruthy();
    fireEvent.focus(fee);
    fireEvent.change(fee, { target: { value: "0.26" } });
    expect(screen.getByTestId("research-changed")).toBeTruthy();
    fireEvent.keyDown(document.body, { key: "F5" });
    await waitFor(() => expect(sent("backtest")).toHaveLength(1));
    const asked = sent("backtest")[0]?.args.request as BacktestRequest | undefined;
    expect(asked?.fee).toBe(0.0026);
    await waitFor(() => expect(screen.getByTestId("research-result").dataset.run).toBe("B-20"));
  });

  it("does not run while a figure is out of its range, and says at the field why", async () => {
    open("/research");
    const length = await screen.findByTestId("research-param-length");
    fireEvent.focus(length);
    fireEvent.change(length, { target: { value: "1" } });
    expect((await screen.findByTestId("research-param-length-problem")).textContent).toContain("2 to 5\u2009000");
    expect(screen.getByTestId<HTMLButtonElement>("research-run").disabled).toBe(true);
    fireEvent.keyDown(document.body, { key: "F5" });
    expect(sent("backtest")).toHaveLength(0);
  });

  it("writes a file and shows where", async () => {
    open("/research");
    await userEvent.click(await screen.findByTestId("research-export"));
    await userEvent.click(await screen.findByTestId("research-export-trades-csv"));
    expect((await screen.findByTestId("research-export-written")).textContent).toContain("B-18-trades.csv");
    expect(sent("export_backtest")[0]?.args.request).toEqual({
      backtest: "B-18",
      kind: "trades",
      format: "csv",
      folder: null,
    });
  });
});

describe("settings, risk, connections", () => {
  it("keeps each choice at once", async () => {
    open("/settings");
    await userEvent.click(await screen.findByTestId("settings-sign-by-hash"));
    await waitFor(() => expect(sent("set_preferences")[0]?.args.preferences).toMatchObject({ sign_by: "hash" }));
    await userEvent.type(await screen.findByTestId("settings-sample-sign-hash"), "e93f");
    await userEvent.click(screen.getByTestId("settings-sample-sign"));
    expect(screen.getByTestId("settings-sample-done").textContent).not.toBe("");
    expect(sent("sign_approval")).toHaveLength(0);
  });

  it("warns from two thirds of a limit and opens the one kill switch there is", async () => {
    open("/risk");
    expect((await screen.findByTestId("risk-limit-position_notional")).dataset.tone).toBe("warn");
    expect(screen.getByTestId("risk-limit-order_notional").textContent).toContain("at most 6\u2009000.00 USD");
    await userEvent.click(screen.getByTestId("risk-kill-open"));
    expect(await screen.findByTestId("kill-dialog")).toBeTruthy();
    expect(sent("kill")).toHaveLength(0);
  });

  it("gives a viewer neither pause nor kill nor import", async () => {
    if (entry.session) entry.session.role = "viewer";
    open("/risk");
    await screen.findByTestId("risk-limits");
    expect(screen.queryByTestId("risk-pause")).toBeNull();
    expect(screen.queryByTestId("risk-kill-open")).toBeNull();
    cleanup();
    open("/connections/series");
    await screen.findByTestId("connections-series-coinbase-BTC/USD-1h");
    expect(screen.queryByTestId("connections-import")).toBeNull();
  });
});
