import { clearMocks } from "@tauri-apps/api/mocks";
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startI18n } from "~/app/i18n/i18n";
import { Orders } from "~/features/trade/dock/Orders";
import { Positions } from "~/features/trade/dock/Positions";
import { WhyNot } from "~/features/trade/dock/WhyNot";
import { stoppedOf } from "~/features/trade/dock/whyNot";
import { holdings, recommendations } from "./fixture/holdings";
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

const now = Date.now();
const held = holdings(now);
const stopped = stoppedOf(recommendations(now));

describe("the dock", () => {
  it("closes a position at its venue", async () => {
    render(<TradePart panel={<Positions rows={held.positions} />} />);
    const row = within(await screen.findByTestId("position-builtin-SIM-A-USD"));
    fireEvent.click(await row.findByTestId("position-close"));
    await waitFor(() =>
      expect(mock.sent("close_position")[0]?.args).toEqual({ instrument: { venue: "builtin", symbol: "SIM-A/USD" } }),
    );
    expect(screen.getByTestId("protection-partial").textContent).toBe("10.0000 of 14.2500");
  });

  it("cancels what works, and only that", async () => {
    render(<TradePart panel={<Orders rows={held.orders} />} />);
    const working = within(await screen.findByTestId("order-cs-261121-0090-1"));
    fireEvent.click(await working.findByTestId("order-cancel"));
    await waitFor(() => expect(mock.sent("cancel_order")[0]?.args).toEqual({ clientId: "cs-261121-0090-1" }));
    expect(within(screen.getByTestId("order-cs-261121-0087")).queryByTestId("order-cancel")).toBeNull();
    expect(screen.getByTestId("orders-unconfirmed").textContent).toContain("Nothing is sent twice");
  });

  it("offers a viewer neither", async () => {
    mock.as("viewer");
    render(<TradePart panel={<Orders rows={held.orders} />} />);
    await waitFor(() => expect(mock.sent("door")).toHaveLength(1));
    expect(screen.getByTestId("order-cs-261121-0090-1")).toBeTruthy();
    expect(screen.queryByTestId("order-cancel")).toBeNull();
  });

  it("tells which rule stopped a signal, with its limit and what clears it", () => {
    render(<TradePart panel={<WhyNot rows={stopped} />} />);
    const words = screen.getByTestId("why-not").textContent;
    expect(words).toContain("Trades a day10, limit 1000:00 UTC, in");
    expect(words).toContain("Order value7\u2009240.50, limit 6\u2009000.00A smaller size");
  });
});
