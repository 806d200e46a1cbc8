import { clearMocks } from "@tauri-apps/api/mocks";
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { startI18n } from "~/app/i18n/i18n";
import { deskPage } from "./deskPage";

// jsdom has no canvas: what is drawn on one is looked at in the real window.
vi.mock("~/components/charts/LineChart", () => ({ LineChart: () => null }));
vi.mock("~/components/charts/CandleChart", () => ({ CandleChart: () => null }));

beforeAll(() => startI18n("en"));
afterEach(() => {
  cleanup();
  clearMocks();
});

const own = { rest: null, ws: null, ws_private: null };
const type = (id: string, text: string) => fireEvent.change(screen.getByTestId(id), { target: { value: text } });

describe("the venues", () => {
  it("stand with word and strip, the one in trouble beside them", async () => {
    deskPage().open("/connections");
    const state = await screen.findByTestId("connections-state");
    expect(state.dataset.state).toBe("stale");
    expect(state.textContent).toContain("Nothing received for 14 s, limit 5 s.");
    expect(state.textContent).toContain("XRP/USD, XMR/USD, EOS/USD: frozen");
    const strip = screen.getByTestId("connections-day-bitfinex");
    expect(strip.querySelectorAll("rect")).toHaveLength(96);
    expect(strip.getAttribute("aria-label")).toContain("3 down, 9 unknown");
    const row = screen.getByTestId("connections-venue-bitfinex").textContent;
    for (const text of ["Stale", "14 s", "64\u2009%", "+31 ms", "18 of 25"]) expect(row).toContain(text);
    expect(screen.getByTestId("connections-tab-venues").textContent).toBe("Venues5");
  });

  it("tell what happened and what comes next, and nothing comes next where all is well", async () => {
    deskPage().open("/connections");
    const events = await screen.findByTestId("connections-events");
    expect(events.querySelector('[data-code="lost"]')?.textContent).toContain(
      "TLS closed by the other side, after 0.4 s",
    );
    expect(screen.getByTestId("connections-next").textContent).toContain("entries are refused; exits may go");
    await userEvent.click(screen.getByTestId("connections-venue-coinbase"));
    await waitFor(() => expect(screen.getByTestId("connections-state").dataset.state).toBe("up"));
    expect(screen.queryByTestId("connections-next")).toBeNull();
  });

  it("are connected where they live, without a key", async () => {
    const page = deskPage("venues=none");
    page.open("/connections");
    await userEvent.click(await screen.findByTestId("connections-connect-kraken"));
    await userEvent.click(await screen.findByTestId("connect-connect"));
    await waitFor(() => expect(page.sent("connect_venue")[0]?.args).toEqual({ venue: "kraken", addresses: own }));
    await waitFor(() => expect(screen.queryByTestId("connect-dialog")).toBeNull());
  });

  it("are moved by an admin alone, and not to an address in the clear", async () => {
    const page = deskPage("venues=none");
    page.open("/connections");
    await userEvent.click(await screen.findByTestId("connections-connect-kraken"));
    await userEvent.click(await screen.findByTestId("connect-other-addresses"));
    type("connect-rest", "http://api.example.com");
    expect((await screen.findByTestId("connect-rest-problem")).textContent).toContain("this machine only");
    expect(screen.getByTestId<HTMLButtonElement>("connect-connect").disabled).toBe(true);
    type("connect-rest", "http://127.0.0.1:8081/");
    type("connect-ws", "ws://127.0.0.1:8081");
    await userEvent.click(screen.getByTestId("connect-connect"));
    const addresses = { rest: "http://127.0.0.1:8081", ws: "ws://127.0.0.1:8081", ws_private: null };
    await waitFor(() => expect(page.sent("connect_venue")[0]?.args).toEqual({ venue: "kraken", addresses }));
    cleanup();
    page.as("trader");
    page.open("/connections");
    await userEvent.click(await screen.findByTestId("connections-connect-binance"));
    await screen.findByTestId("connect-dialog");
    expect(screen.queryByTestId("connect-other-addresses")).toBeNull();
  });

  it("can only be looked at by a viewer, who is told why", async () => {
    const page = deskPage();
    page.as("viewer");
    page.open("/connections");
    expect((await screen.findByTestId("connections-state")).textContent).toContain("A trader or an admin");
    for (const id of ["reconnect", "disconnect", "test", "connect-binance", "import", "download", "add-key", "move"])
      expect(screen.queryByTestId(`connections-${id}`), id).toBeNull();
  });

  it("are tried step by step, up to the one that failed", async () => {
    const page = deskPage("test=fails");
    page.open("/connections");
    await userEvent.click(await screen.findByTestId("connections-test"));
    const result = await screen.findByTestId("test-result");
    expect(result.dataset.passed).toBe("false");
    expect(screen.getByTestId("test-step-rest").textContent).toContain("1\u2009146 instruments");
    expect(screen.getByTestId("test-step-clock").textContent).toContain("\u221218 ms");
    expect(screen.getByTestId("test-step-stream").textContent).toContain("bitfinex did not answer within 5000 ms");
    expect(screen.queryByTestId("test-step-account")).toBeNull();
    expect(page.sent("test_connection")[0]?.args).toEqual({ venue: "bitfinex", addresses: own, key: null });
  });
});
