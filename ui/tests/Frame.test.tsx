import { clearMocks, mockIPC, mockWindows } from "@tauri-apps/api/mocks";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { App } from "~/app/App";
import { startI18n } from "~/app/i18n/i18n";
import { door, notices, risk, snapshot } from "./fixture/desk";

const calls: { command: string; args: unknown }[] = [];
let desk = snapshot(Date.now());
let entry = door();

beforeAll(() => startI18n("en"));
beforeEach(() => {
  calls.length = 0;
  desk = snapshot(Date.now());
  entry = door();
  window.location.hash = "";
  mockWindows("main");
  mockIPC(
    (command, args) => {
      calls.push({ command, args });
      switch (command) {
        case "door":
          return entry;
        case "snapshot":
          return desk;
        case "notices":
          return notices(0);
        case "risk":
          return risk();
        case "pause":
          desk = { ...desk, paused: true };
          return null;
        default:
          return null;
      }
    },
    { shouldMockEvents: true },
  );
});
afterEach(() => {
  cleanup();
  clearMocks();
});

const sent = (command: string) => calls.filter((c) => c.command === command);

describe("the frame", () => {
  it("shows mode, money with limits, and the head of the chain", async () => {
    render(<App />);
    expect((await screen.findByTestId("top-equity")).textContent).toContain("10\u2009234.12");
    expect(screen.getByTestId("mode-block").textContent).toBe("PAPERno real money");
    expect(screen.getByTestId("top-trades").textContent).toContain("of 10");
    expect(screen.getByTestId("top-today").textContent).toContain("+81.44");
    expect(screen.getByTestId("status-chain").textContent).toContain("4f9c…21ae");
    expect(screen.getByTestId("rail-approvals-count").textContent).toBe("2");
    expect(document.title).toBe("Countersign · PAPER");
  });

  it("is unmistakable when live", async () => {
    desk = { ...desk, mode: "live" };
    render(<App />);
    await screen.findByTestId("top-equity");
    expect(screen.getByTestId("mode-block").textContent).toBe("LIVEreal money");
    expect(document.documentElement.dataset.mode).toBe("live");
    expect(document.title).toBe("Countersign · LIVE");
  });

  it("goes to a place by the rail and by G and a letter", async () => {
    render(<App />);
    await userEvent.click(await screen.findByTestId("rail-research"));
    expect(await screen.findByTestId("place-research")).toBeTruthy();
    fireEvent.keyDown(document.body, { key: "g" });
    fireEvent.keyDown(document.body, { key: "l" });
    expect(await screen.findByTestId("place-audit")).toBeTruthy();
  });

  it("finds an action in the palette and does it", async () => {
    render(<App />);
    await screen.findByTestId("top-equity");
    fireEvent.keyDown(document.body, { key: "k", ctrlKey: true });
    await userEvent.type(await screen.findByTestId("palette-input"), "pau ent");
    await userEvent.keyboard("{Enter}");
    await waitFor(() => expect(sent("pause")).toHaveLength(1));
    expect(await screen.findByTestId("paused-strip")).toBeTruthy();
  });

  it("flattens only after the word is typed", async () => {
    render(<App />);
    await screen.findByTestId("top-equity");
    fireEvent.keyDown(document.body, { key: "K", ctrlKey: true, shiftKey: true });
    await userEvent.click(await screen.findByTestId("kill-level-3"));
    const confirm = () => screen.getByTestId<HTMLButtonElement>("kill-confirm");
    expect(confirm().disabled).toBe(true);
    await userEvent.type(screen.getByTestId("kill-word"), "flatten");
    await userEvent.click(confirm());
    await waitFor(() => expect(sent("kill")[0]?.args).toEqual({ level: "flatten" }));
    await waitFor(() => expect(screen.queryByTestId("kill-dialog")).toBeNull());
  });

  it("pauses at once at level 1, and Escape does nothing at all", async () => {
    render(<App />);
    await userEvent.click(await screen.findByTestId("top-kill"));
    await screen.findByTestId("kill-dialog");
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByTestId("kill-dialog")).toBeNull());
    expect(sent("kill")).toHaveLength(0);
    await userEvent.click(screen.getByTestId("top-kill"));
    await userEvent.click(await screen.findByTestId("kill-confirm"));
    await waitFor(() => expect(sent("kill")[0]?.args).toEqual({ level: "pause_entries" }));
  });

  it("shows no bars before somebody is signed in", async () => {
    entry = { ...entry, stage: "locked", session: null };
    render(<App />);
    await waitFor(() => expect(sent("door").length).toBeGreaterThan(0));
    await screen.findByTestId("locked");
    expect(screen.queryByTestId("top-kill")).toBeNull();
    expect(sent("snapshot")).toHaveLength(0);
  });
});
