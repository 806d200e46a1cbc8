import type { AuditEntryView } from "~/backend/bindings";

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type Body = { [key: string]: Json };

/** The body of an entry; `null` where what lies there is no object: the verifier says what is wrong with it. */
export function bodyOf(entry: Pick<AuditEntryView, "body">): Body | null {
  try {
    const value: Json = JSON.parse(entry.body);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

const isObject = (value: Json | undefined): value is Body =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const text = (value: Json | undefined) =>
  typeof value === "string" || typeof value === "number" ? String(value) : null;

/** What one line says of an entry, in a form that can be worded. */
export type Detail =
  | { kind: "order"; side: "buy" | "sell"; quantity: string; instrument: string }
  | { kind: "held"; order: Detail; seconds: number }
  | { kind: "filled"; quantity: string; price: string; instrument: string }
  | { kind: "rules"; ok: number; all: number; policy: string }
  | { kind: "attempt"; order: string; attempt: string }
  | { kind: "words"; words: string[] };

/** The part of an entry that tells it from its like. */
export function detailOf(entry: Pick<AuditEntryView, "kind" | "body">): Detail {
  const body = bodyOf(entry);
  if (!body) return { kind: "words", words: [entry.body.slice(0, 80)] };
  const order = orderOf(isObject(body.statement) ? body.statement : isObject(body.order) ? body.order : body);
  if (entry.kind === "risk.checked" && Array.isArray(body.rules)) {
    const ok = body.rules.filter((rule) => isObject(rule) && rule.ok === true).length;
    return { kind: "rules", ok, all: body.rules.length, policy: text(body.policy) ?? "" };
  }
  if (entry.kind === "order.signed" && order && typeof body.held_ms === "number")
    return { kind: "held", order, seconds: body.held_ms / 1000 };
  if (entry.kind === "order.filled")
    return {
      kind: "filled",
      quantity: text(body.quantity) ?? "",
      price: text(body.price) ?? "",
      instrument: text(body.client_id) ?? "",
    };
  if (entry.kind === "order.sent" || entry.kind === "order.unconfirmed")
    return { kind: "attempt", order: text(body.client_id) ?? "", attempt: text(body.attempt) ?? "" };
  if (order) return order;
  return { kind: "words", words: namesOf(body) };
}

function orderOf(body: Body): Detail | null {
  const { side, instrument } = body;
  const quantity = text(body.quantity) ?? text(body.quantity_cap);
  if ((side !== "buy" && side !== "sell") || typeof instrument !== "string" || quantity === null) return null;
  return { kind: "order", side, quantity, instrument };
}

const TELLING = ["user", "role", "approval", "mandate", "client_id", "account", "instrument", "name", "policy", "level", "key", "instance", "amount", "currency", "venue_id", "reason"]; // biome-ignore format: one list

function namesOf(body: Body): string[] {
  const from = isObject(body.statement) ? { ...body.statement, key: body.key ?? null } : body;
  return TELLING.map((name) => text(from[name])).filter((word): word is string => word !== null && word !== "");
}

/** What a person reads of it: the statement where it is signed, else the body; nested fields by their dotted name. */
export function fieldsOf(entry: Pick<AuditEntryView, "body">): [string, string][] {
  const body = bodyOf(entry);
  if (!body) return [];
  return flat(isObject(body.statement) ? body.statement : body, "");
}

function flat(value: Json, name: string): [string, string][] {
  if (isObject(value)) return Object.entries(value).flatMap(([key, v]) => flat(v, name ? `${name}.${key}` : key));
  if (Array.isArray(value)) return value.map((v, i) => [`${name} ${i + 1}`, line(v)]);
  return [[name, plain(value)]];
}

const plain = (value: Json) => (value === null ? "–" : String(value));

/** One item of a list in one line: "rule order_notional, value 4748, limit 6000, ok true". */
function line(value: Json): string {
  if (!isObject(value)) return plain(value);
  return Object.entries(value)
    .map(([key, v]) => `${key} ${plain(v)}`)
    .join(", ");
}

/** The first words of kinds one can filter by. */
export const groups = [
  "order",
  "risk",
  "mandate",
  "login",
  "user",
  "key",
  "setting",
  "policy",
  "trading",
  "kill",
  "head",
] as const;

const DAY_MS = 86_400_000;

/** The last days, today first, as midnights UTC: days of the chain are UTC days, as its counters are. */
export function lastDays(nowMs: number, count: number): number[] {
  const today = Math.floor(nowMs / DAY_MS) * DAY_MS;
  return Array.from({ length: count }, (_, i) => today - i * DAY_MS);
}

/** A day of the chain; the end is the first millisecond of the next day and not in it. */
export function dayRange(dayMs: number | null): { from_ms: number | null; to_ms: number | null } {
  return dayMs === null ? { from_ms: null, to_ms: null } : { from_ms: dayMs, to_ms: dayMs + DAY_MS };
}
