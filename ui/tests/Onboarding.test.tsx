import { emit } from "@tauri-apps/api/event";
import { clearMocks, mockIPC, mockWindows } from "@tauri-apps/api/mocks";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { App } from "~/app/App";
import { startI18n } from "~/app/i18n/i18n";
import type { Door } from "~/backend/reply";
import { approvalAnswers } from "./fixture/approvalAnswers";
import { instruments } from "./fixture/catalogue";
import { door, notices, risk, snapshot } from "./fixture/desk";
import { doorAnswers } from "./fixture/doorAnswers";
import { put, takeTime } from "./typing";

vi.mock("~/components/charts/CandleChart", () => ({ CandleChart: () => null }));

const calls: { command: string; args: Record<string, unknown> }[] = [];
const sent = (command: string) => calls.filter((c) => c.command === command);
const state: { door: Door } = { door: door() };

takeTime();
beforeAll(() => startI18n("en"));
beforeEach(() => {
  calls.length = 0;
  state.door = { ...door(), stage: "first_start", session: null, users: [], preferences: { ...door().preferences, layouts: {} } }; // biome-ignore format: one line
  window.location.hash = "#/risk";
  mockWindows("main");
  const changed = (...sections: string[]) => void emit("desk-changed", sections);
  const answers: Record<string, (args: Record<string, unknown>) => unknown> = {
    ...doorAnswers(state, changed),
    ...approvalAnswers(changed),
    snapshot: () => snapshot(Date.now()),
    notices: () => notices(0),
    risk,
    instruments: () => instruments,
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

async function makeKey() {
  await userEvent.click(await screen.findByTestId("onboarding-look-next"));
  put("onboarding-name", "maja");
  put("onboarding-passphrase", "three green otters", true);
  await screen.findByTestId("onboarding-seal");
}

describe("the first start", () => {
  it("changes the language at once", async () => {
    render(<App />);
    await userEvent.click(await screen.findByTestId("onboarding-language-sv"));
    expect(await screen.findByText("Välkommen. Vilket språk?")).toBeTruthy();
    await userEvent.click(screen.getByTestId("onboarding-language-en"));
    expect(await screen.findByText("Welcome. Which language?")).toBeTruthy();
    expect(sent("set_preferences")).toHaveLength(0);
  });

  it("takes no short passphrase and no missing name", async () => {
    render(<App />);
    await userEvent.click(await screen.findByTestId("onboarding-look-next"));
    put("onboarding-passphrase", "short", true);
    expect(await screen.findByTestId("onboarding-name-problem")).toBeTruthy();
    expect(screen.getByTestId("onboarding-passphrase-problem").textContent).toContain("8");
    expect(sent("create_admin")).toHaveLength(0);
  });

  it("makes a key, shows its code once, signs a practice trade and opens the desk", async () => {
    render(<App />);
    await makeKey();
    expect(sent("create_admin")[0]?.args).toMatchObject({
      person: { name: "maja", role: "admin" },
      preferences: { layouts: { welcome: "signature" } },
    });
    await userEvent.click(screen.getByTestId("onboarding-recovery"));
    expect((await screen.findByTestId("onboarding-recovery-code")).textContent).toContain("7FQ2");
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByTestId("onboarding-recovery-dialog")).toBeNull());
    expect(screen.getByTestId("onboarding-seal")).toBeTruthy();
    await userEvent.click(screen.getByTestId("onboarding-signature-next"));

    await screen.findByTestId("onboarding-proposal");
    expect(sent("practice")).toHaveLength(1);
    expect(screen.queryByTestId("onboarding-trade-seal")).toBeNull();
    fireEvent.pointerDown(screen.getByTestId("onboarding-sign"), { button: 0 });
    await waitFor(() => expect(sent("execute_approval")).toHaveLength(1));
    expect(sent("execute_approval")[0]?.args.quantity).toBe("4");
    expect((await screen.findByTestId("onboarding-protected", {})).textContent).toContain("0.006 s");
    expect(screen.getByTestId("onboarding-filled").textContent).toContain("4.0000 at 104.25");
    expect(screen.getByTestId("onboarding-trade-seal").textContent).toContain("SPECIMEN");

    await userEvent.click(screen.getByTestId("onboarding-open"));
    expect(await screen.findByTestId("top-kill")).toBeTruthy();
    expect(sent("set_preferences").at(-1)?.args).toMatchObject({ preferences: { layouts: { welcome: "done" } } });
    expect([...sent("sign_approval"), ...sent("execute_approval")]).toHaveLength(2);
  });

  it("goes on at the trade after a restart, and can be left without one", async () => {
    const { preferences } = door();
    state.door = { ...door(), preferences: { ...preferences, layouts: { welcome: "trade" } } };
    render(<App />);
    expect((await screen.findByTestId("onboarding-step-3")).getAttribute("aria-current")).toBe("step");
    await userEvent.click(screen.getByTestId("onboarding-open"));
    expect(await screen.findByTestId("top-kill")).toBeTruthy();
    expect(sent("sign_approval")).toHaveLength(0);
  });
});

describe("the locked desk", () => {
  beforeEach(() => {
    state.door = { ...door(), stage: "locked", session: null };
  });

  it("says what was wrong and forgets what was typed", async () => {
    render(<App />);
    await screen.findByTestId("locked-passphrase");
    put("locked-passphrase", "wrong", true);
    expect((await screen.findByTestId("locked-error")).textContent).toContain("do not match");
    expect(screen.getByTestId<HTMLInputElement>("locked-passphrase").value).toBe("");
  });

  it("waits as long as the backend says", async () => {
    render(<App />);
    await screen.findByTestId("locked-passphrase");
    put("locked-passphrase", "often", true);
    await waitFor(() => expect(screen.getByTestId("locked-unlock").textContent).toContain("27 s"));
    expect(screen.getByTestId<HTMLButtonElement>("locked-unlock").disabled).toBe(true);
  });

  it("opens with Enter", async () => {
    render(<App />);
    await screen.findByTestId("locked-passphrase");
    put("locked-passphrase", "three green otters", true);
    expect(await screen.findByTestId("top-kill")).toBeTruthy();
    expect(sent("login")[0]?.args).toEqual({ name: "maja", passphrase: "three green otters" });
  });
});
