import { describe, expect, it } from "vitest";
import { type Column, compareValues } from "./column";
import { toCsv } from "./csv";

interface Row {
  name: string;
  pnl: string | null;
}
const columns: Column<Row>[] = [
  { id: "name", head: "Name", value: (r) => r.name },
  { id: "pnl", head: "P&L, USD", value: (r) => r.pnl, align: "right" },
];

describe("CSV of a table", () => {
  it("quotes what must be quoted and keeps numbers raw", () => {
    expect(
      toCsv(columns, [
        { name: 'a "b", c', pnl: "-51.13" },
        { name: "d", pnl: null },
      ]),
    ).toBe('Name,"P&L, USD"\r\n"a ""b"", c",-51.13\r\nd,');
  });

  it("lets no cell start a formula", () => {
    expect(
      toCsv(columns, [
        { name: "=1+1", pnl: null },
        { name: "-x", pnl: null },
      ]),
    ).toContain("'=1+1,\r\n'-x,");
  });

  it("sorts decimal text as numbers", () => {
    expect(["9", "10", "-1"].sort((a, b) => compareValues(a, b, true))).toEqual(["-1", "9", "10"]);
    expect(compareValues("9", "10", false)).toBeGreaterThan(0);
  });
});
