import { QueryClient } from "@tanstack/react-query";
import { describe, expect, it } from "vitest";
import { bytes } from "../../tests/fixture/market";
import { columnsOf } from "./binary";
import { call } from "./call";
import { asDeskError, DeskError } from "./deskError";
import { invalidateSections } from "./sections";

const refused = { code: "limit_exceeded", message: "Order value 6240 is over 6000.", details: { limit: "6000" } };

describe("call", () => {
  it("gives the value, or throws what the backend said", async () => {
    await expect(call(Promise.resolve({ status: "ok", data: 7 } as const))).resolves.toBe(7);
    const error = await call(Promise.resolve({ status: "error", error: refused } as const)).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(DeskError);
    expect(error).toMatchObject(refused);
  });

  it("knows a thrown shape and keeps the message of anything else", () => {
    expect(asDeskError(refused).code).toBe("limit_exceeded");
    expect(asDeskError(new Error("ipc gone"))).toMatchObject({ code: "unknown", message: "ipc gone" });
  });
});

describe("columns", () => {
  it("come back as they were sent", () => {
    const [a, b] = columnsOf(bytes([[1, 2, 3], [4, 5, Number.NaN]])); // biome-ignore format: two columns
    expect([...(a ?? [])]).toEqual([1, 2, 3]);
    expect([...(b ?? [])]).toEqual([4, 5, Number.NaN]);
  });

  it("are refused when head and length disagree", () => {
    expect(() => columnsOf(bytes([[1, 2, 3]]).slice(0, 24))).toThrow("1 columns of 3 need 32 bytes, not 24");
    expect(() => columnsOf(new ArrayBuffer(4))).toThrow(RangeError);
  });
});

describe("sections", () => {
  it("mark their own questions and no others", async () => {
    const client = new QueryClient();
    client.setQueryData(["approvals", "list"], 1);
    client.setQueryData(["holdings"], 2);
    await invalidateSections(client, ["approvals", "audit"]);
    expect(client.getQueryState(["approvals", "list"])?.isInvalidated).toBe(true);
    expect(client.getQueryState(["holdings"])?.isInvalidated).toBe(false);
  });
});
