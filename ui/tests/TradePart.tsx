import { QueryClientProvider } from "@tanstack/react-query";
import { mockIPC, mockWindows } from "@tauri-apps/api/mocks";
import { type ReactElement, useState } from "react";
import { Router } from "wouter";
import { memoryLocation } from "wouter/memory-location";
import { defaultBindings } from "~/app/keys/shortcuts";
import { newQueryClient } from "~/backend/queryClient";
import type { Reply } from "~/backend/reply";
import { ShortcutProvider } from "~/components/keyboard/ShortcutProvider";
import { type TradeDesk, TradeProvider } from "~/features/trade/market/TradeContext";
import { approval } from "./fixture/approvals";
import { instruments } from "./fixture/catalogue";
import { door, notices, snapshot } from "./fixture/desk";
import { tradeAnswers } from "./fixture/tradeAnswers";

const nothing = () => ({ positions: [], orders: [], fills: [], balances: [] });

/** The backend as one panel of the trade screen meets it: what was asked, who asks, what waits. */
export function tradeMock() {
  const calls: { command: string; args: Record<string, unknown> }[] = [];
  const entry = door();
  const mock = {
    waiting: [approval(Date.now())] as Reply<"approvals">,
    sent: (command: string) => calls.filter((c) => c.command === command),
    as: (role: "viewer" | "trader" | "admin") => {
      if (entry.session) entry.session.role = role;
    },
  };
  const answers: Record<string, (args: Record<string, unknown>) => unknown> = {
    ...tradeAnswers(
      () => undefined,
      nothing,
      () => instruments,
    ),
    door: () => entry,
    snapshot: () => snapshot(Date.now()),
    notices: () => notices(0),
    approvals: () => mock.waiting,
    execute_approval: () => null,
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
  return mock;
}

export type TradeMock = ReturnType<typeof tradeMock>;

/** One panel with what the screen gives it; no chart, no stream. */
export function TradePart({ panel }: { panel: ReactElement }) {
  const [client] = useState(newQueryClient);
  const [{ hook }] = useState(() => memoryLocation({ path: "/trade" }));
  const [chosen, selectApproval] = useState<string | null>(null);
  const [instrument] = instruments;
  if (!instrument) return null;
  const desk: TradeDesk = {
    instruments,
    instrument,
    timeframe: "1m",
    approval: chosen,
    selectApproval,
    picked: null,
    pickPrice: () => undefined,
  };
  return (
    <QueryClientProvider client={client}>
      <Router hook={hook}>
        <ShortcutProvider bindings={defaultBindings}>
          <TradeProvider value={desk}>{panel}</TradeProvider>
        </ShortcutProvider>
      </Router>
    </QueryClientProvider>
  );
}
