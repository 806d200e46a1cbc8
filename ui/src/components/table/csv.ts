import { type Column, columnName } from "./column";

/** RFC 4180: quoted where it must be, raw numbers, CRLF between lines. A cell cannot start a spreadsheet formula. */
export function toCsv<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const kept = columns.filter((c) => columnName(c) !== "");
  const head = kept.map((c) => field(columnName(c)));
  const lines = rows.map((row) => kept.map((c) => field(c.value(row))).join(","));
  return [head.join(","), ...lines].join("\r\n");
}

function field(value: string | number | null | undefined): string {
  if (value == null) return "";
  if (typeof value === "number") return String(value);
  const safe = /^[=+@\t\r]/.test(value) || /^-(?![\d.])/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
