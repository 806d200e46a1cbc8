import { clearMocks } from "@tauri-apps/api/mocks";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startI18n } from "~/app/i18n/i18n";
import { ApprovalsPanel } from "~/features/trade/approval/ApprovalsPanel";
import { approval } from "./fixture/approvals";
import { type TradeMock, TradePart, tradeMock } from "./TradePart";

let mock: TradeMock;
beforeAll(() => startI18n("en"));
beforeEach(() => {
  mock = tradeMock();
});
afterEach(() => {
  cleanup();
  clearMocks();
});

describe("approvals beside the chart", () => {
  it("gives an admin the two answers to an approval", async () => {
    render(<TradePart panel={<ApprovalsPanel />} />);
    await screen.findByTestId("approval-card-CS-261121-0093");
    expect(screen.getByTestId("approval-sign").textContent).toContain("Hold to sign");
    expect(screen.getByTestId("approval-reject")).toBeTruthy();
  });

  it("gives a trader none of them: they are absent, not disabled", async () => {
    mock.as("trader");
    render(<TradePart panel={<ApprovalsPanel />} />);
    await screen.findByTestId("approval-card-CS-261121-0093");
    expect(screen.queryByTestId("approval-sign")).toBeNull();
    expect(screen.queryByTestId("approval-reject")).toBeNull();
    expect(screen.getByTestId("approval-admin-signs")).toBeTruthy();
  });

  it("does not sign what moved beyond its limit, and says why on the button", async () => {
    mock.waiting = [approval(Date.now(), { signable: false, blocked_by: "drift", drift: 0.0042 })];
    render(<TradePart panel={<ApprovalsPanel />} />);
    const button = await screen.findByTestId<HTMLButtonElement>("approval-sign");
    expect(button.disabled).toBe(true);
    expect(button.textContent).toContain("moved beyond its limit");
  });

  it("rejects with the reason that was typed", async () => {
    render(<TradePart panel={<ApprovalsPanel />} />);
    await screen.findByTestId("approval-reject");
    fireEvent.keyDown(document.body, { key: "r" });
    fireEvent.change(await screen.findByTestId("approval-reject-reason"), { target: { value: "too large" } });
    await userEvent.click(screen.getByTestId("approval-reject-confirm"));
    await waitFor(() =>
      expect(mock.sent("reject_approvals")[0]?.args).toEqual({ approvals: ["CS-261121-0093"], reason: "too large" }),
    );
  });

  it("executes at most what was signed", async () => {
    mock.waiting = [approval(Date.now(), { status: "signed", signatures: [] })];
    render(<TradePart panel={<ApprovalsPanel />} />);
    const field = await screen.findByTestId<HTMLInputElement>("approval-quantity");
    fireEvent.change(field, { target: { value: "18.4001" } });
    expect(screen.getByTestId<HTMLButtonElement>("approval-execute").disabled).toBe(true);
    expect(screen.getByTestId("approval-quantity-problem").textContent).toContain("18.4001 is above the approved 18.4");
    fireEvent.change(field, { target: { value: "7.5" } });
    await userEvent.click(screen.getByTestId("approval-execute"));
    await waitFor(() =>
      expect(mock.sent("execute_approval")[0]?.args).toEqual({ approval: "CS-261121-0093", quantity: "7.5" }),
    );
  });

  it("says what to do where nothing waits", async () => {
    mock.waiting = [];
    render(<TradePart panel={<ApprovalsPanel />} />);
    expect(await screen.findByTestId("approvals-analyse")).toBeTruthy();
    expect(screen.getByTestId("approvals-panel").textContent).toContain("Nothing waits for your signature.");
  });

  it("gives a viewer neither these nor the execution of what was signed", async () => {
    mock.as("viewer");
    mock.waiting = [approval(Date.now(), { status: "signed" })];
    render(<TradePart panel={<ApprovalsPanel />} />);
    await screen.findByTestId("approval-card-CS-261121-0093");
    for (const id of ["approval-execute", "approval-sign", "approval-reject"])
      expect(screen.queryByTestId(id), id).toBeNull();
  });
});
