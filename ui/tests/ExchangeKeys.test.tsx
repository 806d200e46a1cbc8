import { clearMocks } from "@tauri-apps/api/mocks";
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { startI18n } from "~/app/i18n/i18n";
import { deskPage } from "./deskPage";

vi.mock("~/components/charts/LineChart", () => ({ LineChart: () => null }));
vi.mock("~/components/charts/CandleChart", () => ({ CandleChart: () => null }));

beforeAll(() => startI18n("en"));
afterEach(() => {
  cleanup();
  clearMocks();
});

const field = (id: string) => screen.getByTestId<HTMLInputElement>(id);
const type = (id: string, text: string) => fireEvent.change(field(id), { target: { value: text } });

async function fillKey(label: string, key: string, secret: string) {
  await screen.findByTestId("add-key-dialog");
  type("key-label", label);
  type("key-key", key);
  type("key-secret", secret);
}

describe("exchange keys", () => {
  it("say what each may do, and never that it cannot withdraw where the venue does not say", async () => {
    deskPage().open("/accounts");
    const row = await screen.findByTestId("accounts-key-kraken-main");
    for (const text of ["read, trade", "cannot withdraw", "83 of 90 d", "rotate in 7 d", "07aa1b3c"])
      expect(row.textContent).toContain(text);
    expect(screen.getByTestId("accounts-key-binance-main").textContent).toContain("venue does not say");
    expect(screen.getByTestId("accounts-key-kraken-old-grace").textContent).toContain("works 13 h more");
    expect(screen.queryByTestId("accounts-rotate-kraken-old")).toBeNull();
  });

  it("are an admin's: others have no buttons and are told why", async () => {
    const page = deskPage();
    page.as("trader");
    page.open("/accounts/add-key");
    expect((await screen.findByTestId("accounts-keys-admins")).textContent).toContain("Only an admin");
    for (const id of ["accounts-add-key", "accounts-revoke-all", "accounts-rotate-kraken-main", "add-key-dialog"])
      expect(screen.queryByTestId(id), id).toBeNull();
  });

  it("are refused if they may withdraw, and the secret is gone from the form at once", async () => {
    const page = deskPage();
    page.open("/accounts/add-key");
    await fillKey("kraken-two", "withdraw-1", "s3cret-of-a-test");
    await userEvent.click(screen.getByTestId("key-add"));
    expect(field("key-secret").value).toBe("");
    const refused = await screen.findByTestId("key-refused");
    expect(refused.textContent).toContain("This key may withdraw. Countersign does not keep such keys.");
    expect(refused.textContent).toContain("Make one at Kraken with: “Query” of Funds");
    expect(page.sent("add_exchange_key")[0]?.args).toEqual({
      key: {
        label: "kraken-two",
        venue: "kraken",
        secrets: { key: "withdraw-1", secret: "s3cret-of-a-test", stream_key: null, stream_secret: null },
      },
    });
    expect(document.body.innerHTML + window.location.href).not.toContain("s3cret-of-a-test");
  });

  it("are kept with both halves and a sound label, and a closed form has forgotten them", async () => {
    const page = deskPage();
    page.open("/accounts/add-key");
    await fillKey("Two Words", "k", "s");
    expect(screen.getByTestId<HTMLButtonElement>("key-add").disabled).toBe(true);
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByTestId("add-key-dialog")).toBeNull());
    await userEvent.click(screen.getByTestId("accounts-add-key"));
    await screen.findByTestId("add-key-dialog");
    expect(field("key-key").value + field("key-secret").value).toBe("");
    await fillKey("kraken-two", "k", "s");
    await userEvent.click(screen.getByTestId("key-add"));
    expect((await screen.findByTestId("accounts-key-added")).textContent).toContain("1f2e3d4c");
    expect(page.sent("add_exchange_key")).toHaveLength(1);
  });

  it("are rotated with hours of grace, at most a week", async () => {
    const page = deskPage();
    page.open("/accounts");
    await userEvent.click(await screen.findByTestId("accounts-rotate-kraken-main"));
    await screen.findByTestId("rotate-key-dialog");
    type("key-key", "new");
    type("key-secret", "half");
    fireEvent.focus(field("key-grace"));
    type("key-grace", "200");
    expect(screen.getByTestId<HTMLButtonElement>("key-rotate").disabled).toBe(true);
    type("key-grace", "48");
    await userEvent.click(screen.getByTestId("key-rotate"));
    await waitFor(() =>
      expect(page.sent("rotate_exchange_key")[0]?.args.rotate).toMatchObject({ label: "kraken-main", grace_hours: 48 }),
    );
  });

  it("are all revoked only after the word and a reason, and it says that trading pauses", async () => {
    const page = deskPage();
    page.open("/accounts");
    await userEvent.click(await screen.findByTestId("accounts-revoke-all"));
    expect((await screen.findByTestId("revoke-all-dialog")).textContent).toContain("Trading pauses first");
    const confirm = () => screen.getByTestId<HTMLButtonElement>("revoke-all-confirm");
    type("revoke-all-word", "revoke");
    expect(confirm().disabled).toBe(true);
    type("revoke-all-reason", "laptop lost");
    await userEvent.click(confirm());
    await waitFor(() => expect(page.sent("revoke_all_exchange_keys")[0]?.args).toEqual({ reason: "laptop lost" }));
  });
});
