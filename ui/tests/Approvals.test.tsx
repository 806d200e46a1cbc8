import { emit } from "@tauri-apps/api/event";
import { clearMocks, mockIPC, mockWindows } from "@tauri-apps/api/mocks";
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { App } from "~/app/App";
import { startI18n } from "~/app/i18n/i18n";
import { approvalAnswers } from "./fixture/approvalAnswers";
import { instruments, strategies } from "./fixture/catalogue";
import { door, notices, risk, snapshot } from "./fixture/desk";
import { importAnswers } from "./fixture/importAnswers";
import { put, takeTime } from "./typing";

// jsdom has no canvas; what the chart draws is looked at in the real window.
vi.mock("~/components/charts/CandleChart", () => ({ CandleChart: () => null }));

const calls: { command: string; args: Record<string, unknown> }[] = [];
const sent = (command: string) => calls.filter((c) => c.command === command);
let role: "admin" | "trader" = "admin";

takeTime();
beforeAll(() => startI18n("en"));
beforeEach(() => {
  calls.length = 0;
  role = "admin";
  window.location.hash = "#/approvals";
  mockWindows("main");
  const changed = (...sections: string[]) => void emit("desk-changed", sections);
  const entry = door();
  const answers: Record<string, (args: Record<string, unknown>) => unknown> = {
    ...approvalAnswers(changed),
    ...importAnswers(changed),
    door: () => ({ ...entry, session: entry.session && { ...entry.session, role } }),
    snapshot: () => snapshot(Date.now()),
    notices: () => notices(0),
    risk,
    instruments: () => instruments,
    strategies: () => strategies,
    candles: () => new ArrayBuffer(8),
  };
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

async function openDocument(id = "CS-261121-0093") {
  window.location.hash = `#/approvals/${id}`;
  render(<App />);
  const paper = await screen.findByTestId("approval-document");
  await waitFor(() => expect(paper.dataset.approval).toBe(id));
  return paper;
}

describe("the document", () => {
  it("shows side, quantity, notional, worst loss, levels, reason and every rule with its limit", async () => {
    const paper = within(await openDocument());
    expect(paper.getByTestId("approval-title").textContent).toBe("Buy 18.4000 SIM-A");
    expect(paper.getByTestId("approval-notional").textContent).toContain("1\u2009918.20 USD");
    expect(paper.getByTestId("approval-worst-loss").textContent).toContain("−53.65");
    expect(paper.getByTestId("approval-stop").textContent).toBe("101.54");
    expect(paper.getByTestId("approval-reason-text").textContent).toContain("RSI(14) rose from 28.42 to 31.28");
    expect(paper.getByTestId("approval-rule-order_notional").textContent).toContain("of 6\u2009000.00");
    expect(screen.getByTestId("approval-mode").textContent).toContain("PAPER");
  });

  it("asks for a reason, then signs exactly what was shown, and moves to the record", async () => {
    const paper = await openDocument();
    const button = () => screen.getByTestId<HTMLButtonElement>("approval-sign");
    expect(button().disabled).toBe(true);
    put("approval-reason", "fits the plan");
    fireEvent.pointerDown(button(), { button: 0 });
    await waitFor(() => expect(sent("sign_approval")).toHaveLength(1));
    const request = sent("sign_approval")[0]?.args.request as Record<string, unknown>;
    expect(request).toMatchObject({ approval: "CS-261121-0093", reason: "fits the plan" });
    expect(String(request.statement_hash)).toMatch(/^[0-9a-f]{64}$/);
    expect(request.held_ms).toBeGreaterThanOrEqual(900);
    await waitFor(() => expect(paper.dataset.status).toBe("signed"));
    expect(document.activeElement).toBe(screen.getByTestId("approval-record"));

    const execute = () => screen.getByTestId<HTMLButtonElement>("approval-execute");
    put("approval-execute-quantity", "18.5");
    expect(execute().disabled).toBe(true);
    expect(screen.getByTestId("approval-execute-quantity-problem").textContent).toContain("above the approved 18.4000");
    put("approval-execute-quantity", "4.5");
    await userEvent.click(execute());
    await waitFor(() => expect(sent("execute_approval")[0]?.args).toEqual({ approval: "CS-261121-0093", quantity: "4.5" })); // biome-ignore format: one line
    expect((await screen.findByTestId("approval-order")).dataset.status).toBe("filled");
  });

  it("rejects only with a reason", async () => {
    await openDocument();
    fireEvent.keyDown(document.body, { key: "r" });
    expect(await screen.findByTestId("approval-reason-problem")).toBeTruthy();
    expect(sent("reject_approvals")).toHaveLength(0);
    put("approval-reason", "spread too wide");
    await userEvent.click(screen.getByTestId("approval-reject"));
    await waitFor(() =>
      expect(sent("reject_approvals")[0]?.args).toEqual({ approvals: ["CS-261121-0093"], reason: "spread too wide" }),
    );
    expect((await screen.findByTestId("approval-outcome")).textContent).toContain("spread too wide");
  });

  it("cannot be signed beyond the band, and says by how much", async () => {
    await openDocument("CS-261121-0094");
    put("approval-reason", "x");
    const button = screen.getByTestId<HTMLButtonElement>("approval-sign");
    expect(button.disabled).toBe(true);
    expect(button.textContent).toContain("+0.44\u2009%");
    expect(button.textContent).toContain("±0.30");
  });

  it("has no sign and no reject for a trader, by keys either", async () => {
    role = "trader";
    await openDocument();
    expect(await screen.findByTestId("approval-only-admins")).toBeTruthy();
    for (const id of ["approval-sign", "approval-reject", "approval-reason"])
      expect(screen.queryByTestId(id)).toBeNull();
    fireEvent.keyDown(document.body, { key: "r" });
    fireEvent.keyDown(document.body, { key: "a" });
    await new Promise((done) => setTimeout(done, 0));
    expect([...sent("sign_approval"), ...sent("reject_approvals")]).toEqual([]);
  });

  it("tells the life of a decided one, and that its signature holds", async () => {
    await openDocument("CS-261121-0092");
    const timeline = await screen.findByTestId("approval-timeline");
    await waitFor(() => expect(timeline.textContent).toContain("Protected, full size"));
    const order = ["Proposed", "Checked, 16 of 16", "Signed, held for 0.9 s", "Written ahead", "Sent", "Acknowledged", "Filled, 18.4000", "Protected"]; // biome-ignore format: one line
    const places = order.map((words) => timeline.textContent?.indexOf(words) ?? -1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBeGreaterThanOrEqual(0);
    await waitFor(() => expect(timeline.textContent).toContain("signature valid"));
    expect(screen.getByTestId("approval-seal").textContent).toContain("SPECIMEN");
  });
});

describe("the queue", () => {
  it("moves with J and K", async () => {
    window.location.hash = "#/approvals";
    render(<App />);
    await waitFor(() => expect(screen.getByTestId("approval-document").dataset.approval).toBe("CS-261121-0093"));
    fireEvent.keyDown(document.body, { key: "j" });
    await waitFor(() => expect(screen.getByTestId("approval-document").dataset.approval).toBe("CS-261121-0094"));
    fireEvent.keyDown(document.body, { key: "k" });
    await waitFor(() => expect(screen.getByTestId("approval-document").dataset.approval).toBe("CS-261121-0093"));
  });
});

describe("dialogs", () => {
  it("asks a strategy and leads to the approval", async () => {
    await openDocument();
    fireEvent.keyDown(document.body, { key: "n" });
    await userEvent.click(await screen.findByTestId("analyse-ask"));
    const request = sent("analyse")[0]?.args.request as { strategy: string; params: object };
    expect(request).toMatchObject({ strategy: "rsi_cross", params: { length: 14, oversold: 30 } });
    expect((await screen.findByTestId("analyse-decision")).textContent).toBe("BUY");
    await userEvent.click(screen.getByTestId("analyse-open-approval"));
    await waitFor(() => expect(screen.getByTestId("approval-document").dataset.approval).toMatch(/^CS-261121-01/));
  });

  it("takes a dropped file, and names file, line, column and reason of a bad one", async () => {
    await openDocument();
    await emit("files-dropped", ["/data/kraken_ETH-EUR_bad.csv"]);
    expect((await screen.findByTestId<HTMLInputElement>("import-path")).value).toBe("/data/kraken_ETH-EUR_bad.csv");
    expect(screen.getByTestId<HTMLInputElement>("import-venue").value).toBe("kraken");
    expect(screen.getByTestId<HTMLInputElement>("import-symbol").value).toBe("ETH/EUR");
    await userEvent.click(screen.getByTestId("import-start"));
    expect(await screen.findByTestId("import-progress")).toBeTruthy();
    const place = await screen.findByTestId("import-error-place", {});
    expect(place.textContent).toBe("kraken_ETH-EUR_bad.csv, line 212, column high");
    expect(screen.getByTestId("import-error-reason").textContent).toBe("High 7901 is below low 7935.1.");
  });
});
