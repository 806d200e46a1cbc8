import type { ImportRequest, Timeframe } from "~/backend/bindings";

export interface ImportForm {
  path: string;
  venue: string;
  symbol: string;
  timeframe: Timeframe | "auto";
}

export const TIMEFRAMES: readonly Timeframe[] = [
  "1m",
  "3m",
  "5m",
  "15m",
  "30m",
  "1h",
  "3h",
  "4h",
  "6h",
  "12h",
  "1d",
  "1w",
];

/** What a file's name tells: `coinbase_BTC-USD_1h.csv` is BTC/USD of coinbase. What it does not tell stays. */
export function guessFromPath(path: string): Partial<Pick<ImportForm, "venue" | "symbol">> {
  const name = path.split(/[\\/]/).at(-1) ?? "";
  const words = name.replace(/(\.(csv|txt|zip|gz|parquet))+$/i, "").split(/[_\s]+/);
  const pair = words.find((w) => /^[A-Za-z0-9]{2,10}-[A-Za-z0-9]{2,10}$/.test(w));
  if (!pair) return {};
  const symbol = pair.toUpperCase().replace("-", "/");
  const venue = words[0] === pair ? undefined : words[0]?.toLowerCase();
  return venue && /^[a-z][a-z0-9-]{1,30}$/.test(venue) ? { symbol, venue } : { symbol };
}

export type ImportProblem = "path" | "venue" | "symbol";

export function importProblems(form: ImportForm): ImportProblem[] {
  const problems: ImportProblem[] = [];
  if (form.path.trim() === "") problems.push("path");
  if (!/^[a-z][a-z0-9_-]*$/.test(form.venue.trim())) problems.push("venue");
  if (!/^[A-Za-z0-9-]+\/[A-Za-z0-9-]+$/.test(form.symbol.trim())) problems.push("symbol");
  return problems;
}

export function importRequest(form: ImportForm): ImportRequest {
  return {
    path: form.path.trim(),
    instrument: { venue: form.venue.trim(), symbol: form.symbol.trim().toUpperCase() },
    timeframe: form.timeframe === "auto" ? null : form.timeframe,
  };
}
