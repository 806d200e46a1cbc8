import { clearMocks } from "@tauri-apps/api/mocks";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startI18n } from "~/app/i18n/i18n";
import { TicketPanel } from "~/features/trade/ticket/TicketPanel";
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

describe("the order ticket", () => {
  it("sends a ticket as decimal text once it is whole", async () => {
    render(<TradePart panel={<TicketPanel />} />);
    await userEvent.click(await screen.findByTestId("ticket-type-limit"));
    const button = () => screen.getByTestId<HTMLButtonElement>("ticket-place");
    expect(button().disabled).toBe(true);
    fireEvent.change(screen.getByTestId("ticket-price"), { target: { value: "103.10" } });
    expect(button().textContent).toBe("Enter a size");
    fireEvent.change(screen.getByTestId("ticket-size"), { target: { value: "0.50" } });
    expect(button().textContent).toContain("Place paper order");
    fireEvent.keyDown(document.body, { key: "Enter", ctrlKey: true });
    await waitFor(() => expect(mock.sent("place_order")).toHaveLength(1));
    expect(mock.sent("place_order")[0]?.args.ticket).toMatchObject({
      order_type: "limit",
      price: "103.10",
      quantity: "0.50",
      stop_loss: null,
      post_only: false,
    });
    expect((await screen.findByTestId("ticket-order")).textContent).toContain("working");
  });

  it("shows a problem at its field and on the button, with value and limit", async () => {
    render(<TradePart panel={<TicketPanel />} />);
    fireEvent.change(await screen.findByTestId("ticket-price"), { target: { value: "104" } });
    fireEvent.change(screen.getByTestId("ticket-size"), { target: { value: "60" } });
    const problem = await screen.findByTestId("ticket-size-problem");
    expect(problem.textContent).toBe(
      "Order value 6\u2009240.00 is over the limit of 6\u2009000.00. Lower the size or change the policy.",
    );
    expect(screen.getByTestId<HTMLButtonElement>("ticket-place").disabled).toBe(true);
    expect(screen.getByTestId("ticket-place").textContent).toContain("over the limit");
    expect(mock.sent("place_order")).toHaveLength(0);
  });

  it("is absent for who only looks", async () => {
    mock.as("viewer");
    render(<TradePart panel={<TicketPanel />} />);
    await waitFor(() => expect(mock.sent("snapshot")).toHaveLength(1));
    expect(screen.queryByTestId("ticket")).toBeNull();
  });
});
