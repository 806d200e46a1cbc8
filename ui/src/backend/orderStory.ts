import type { TimelineStep } from "./bindings";

/** A chain entry's body, read: what is not there reads as empty. */
export interface ChainBody {
  text: (name: string) => string;
  number: (name: string) => number;
  part: (name: string) => ChainBody;
  list: (name: string) => ChainBody[];
}

export interface StoryStep {
  seq: number;
  timeMs: number;
  kind: string;
  actor: string;
  body: ChainBody;
  raw: string;
  /** What the order it is about is for; `null` where it is about the approval itself. */
  role: string | null;
}

export interface OrderStory {
  steps: StoryStep[];
  /** What the entry asked for; 0 before it was written ahead. */
  ordered: number;
  /** What the entry has filled: the mean price weighted by quantity, all fees. `null` before the first fill. */
  fill: { quantity: number; price: number; fee: number; feeCurrency: string; timeMs: number } | null;
  /** When a stop of the full filled size rested at the venue, and how long after the last fill that was. */
  protection: { timeMs: number; unprotectedMs: number; seq: number } | null;
}

export function readBody(json: string): ChainBody {
  try {
    return bodyOf(JSON.parse(json));
  } catch {
    return bodyOf(null);
  }
}

function bodyOf(value: unknown): ChainBody {
  const fields = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
  const field = (name: string) => fields[name];
  return {
    text: (name) => (field(name) == null || typeof field(name) === "object" ? "" : String(field(name))),
    number: (name) => Number(field(name) ?? Number.NaN),
    part: (name) => bodyOf(field(name)),
    list: (name) => (Array.isArray(field(name)) ? (field(name) as unknown[]).map(bodyOf) : []),
  };
}

/** What became of an approval, read from its chain entries, oldest first. */
export function orderStory(timeline: readonly TimelineStep[]): OrderStory {
  const roles = new Map<string, string>();
  const steps = timeline.map((step): StoryStep => {
    const body = readBody(step.body);
    const client = body.text("client_id");
    if (step.kind === "order.intended") roles.set(client, body.text("role"));
    const { seq, kind, actor } = step;
    return { seq, kind, actor, timeMs: step.time_ms, body, raw: step.body, role: roles.get(client) ?? null };
  });
  const fill = fillOf(steps);
  const entry = steps.find((s) => s.kind === "order.intended" && s.role === "entry");
  const ordered = entry?.body.part("order").number("quantity") ?? 0;
  return { steps, ordered, fill, protection: fill && protectionOf(steps, fill.quantity, fill.timeMs) };
}

/** What the entry had filled when a step was written. */
export function filledUntil(steps: readonly StoryStep[], seq: number): number {
  const fills = steps.filter((s) => s.kind === "order.filled" && s.role === "entry" && s.seq <= seq);
  return fills.reduce((sum, s) => sum + s.body.number("quantity"), 0);
}

function fillOf(steps: readonly StoryStep[]): OrderStory["fill"] {
  const fills = steps.filter((s) => s.kind === "order.filled" && s.role === "entry");
  const last = fills.at(-1);
  if (!last) return null;
  const total = (of: (b: ChainBody) => number) => fills.reduce((sum, s) => sum + of(s.body), 0);
  const quantity = total((b) => b.number("quantity"));
  return {
    quantity,
    price: total((b) => b.number("quantity") * b.number("price")) / quantity,
    fee: total((b) => b.number("fee")),
    feeCurrency: last.body.text("fee_currency"),
    timeMs: last.timeMs,
  };
}

/** A billionth of a unit is below every lot: sums of binary numbers differ by less. */
const NOTHING = 1e-9;

function protectionOf(steps: readonly StoryStep[], quantity: number, filledMs: number): OrderStory["protection"] {
  const whole = new Set(
    steps
      .filter((s) => s.kind === "order.intended" && s.role === "stop")
      .filter((s) => s.body.part("order").number("quantity") >= quantity - NOTHING)
      .map((s) => s.body.text("client_id")),
  );
  const rests = steps.find((s) => s.kind === "order.acknowledged" && whole.has(s.body.text("client_id")));
  return rests ? { timeMs: rests.timeMs, unprotectedMs: Math.max(0, rests.timeMs - filledMs), seq: rests.seq } : null;
}
