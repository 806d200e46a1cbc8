import { mockIPC, mockWindows } from "@tauri-apps/api/mocks";
import { render } from "@testing-library/react";
import { App } from "~/app/App";
import { instruments, market } from "./fixture/catalogue";
import { connectionAnswers } from "./fixture/connectionAnswers";
import { door, notices, risk, snapshot } from "./fixture/desk";
import { deskAnswers } from "./fixture/deskAnswers";
import { exchangeKeyAnswers } from "./fixture/exchangeKeys";

/** The whole page on the fixture's answers: what was asked, and by whom. `search` as in the address of the fixture. */
export function deskPage(search = "") {
  const asked = new URLSearchParams(search);
  const calls: { command: string; args: Record<string, unknown> }[] = [];
  const entry = door();
  const nothing = () => undefined;
  const answers: Record<string, (args: Record<string, unknown>) => unknown> = {
    ...deskAnswers(nothing, asked),
    ...connectionAnswers(nothing, asked, (venue, symbol) => market(venue, symbol, true)).commands,
    ...exchangeKeyAnswers(nothing, asked),
    door: () => entry,
    snapshot: () => snapshot(Date.now()),
    notices: () => notices(0),
    risk,
    instruments: () => instruments,
  };
  mockWindows("main");
  mockIPC(
    (command, given) => {
      const args = (given ?? {}) as Record<string, unknown>;
      calls.push({ command, args });
      return answers[command]?.(args) ?? null;
    },
    { shouldMockEvents: true },
  );
  return {
    sent: (command: string) => calls.filter((c) => c.command === command),
    as: (role: "viewer" | "trader" | "admin") => {
      if (entry.session) entry.session.role = role;
    },
    open: (path: string) => {
      window.location.hash = path;
      render(<App />);
    },
  };
}
