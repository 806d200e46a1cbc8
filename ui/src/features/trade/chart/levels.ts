import type { ApprovalView, Fill, InstrumentId, PositionView } from "~/backend/bindings";
import type { ChartLevel, ChartMarker, ChartProposal } from "~/components/charts/candleChartProps";
import { sameInstrument } from "../market/instrument";

/** Words and figures of the labels, in the chosen language. */
export interface LevelWords {
  stop: string;
  target: string;
  entry: string;
  unsigned: string;
  signed: (money: number) => string;
  quantity: (quantity: string) => string;
}

const label = (word: string, figure: string) => `${word} ${figure}`;

/** Entry, stop and target of what is held. */
export function positionLevels(positions: readonly PositionView[], id: InstrumentId, words: LevelWords): ChartLevel[] {
  const held = positions.find((p) => sameInstrument(p.instrument, id));
  if (!held) return [];
  const [entry, quantity] = [Number(held.entry), Number(held.quantity)];
  const towards = held.side === "buy" ? 1 : -1;
  const money = (price: number) => words.signed((price - entry) * quantity * towards);
  const levels: ChartLevel[] = [{ id: "position-entry", price: entry, kind: "entry", label: words.entry }];
  if (held.stop !== null)
    levels.push({
      id: "position-stop",
      price: Number(held.stop),
      kind: "down",
      label: label(words.stop, money(Number(held.stop))),
    });
  if (held.target !== null)
    levels.push({
      id: "position-target",
      price: Number(held.target),
      kind: "up",
      label: label(words.target, money(Number(held.target))),
    });
  return levels;
}

/** What waits for a signature: open, dotted, in what it would lose and gain. */
export function approvalLevels(a: ApprovalView | null, id: InstrumentId, words: LevelWords): ChartLevel[] {
  if (!a || !sameInstrument(a.instrument, id)) return [];
  const levels: ChartLevel[] = [
    { id: "approval-entry", price: Number(a.entry), kind: "unsigned", label: words.unsigned },
  ];
  if (a.stop !== null && a.worst_loss !== null)
    levels.push({
      id: "approval-stop",
      price: Number(a.stop),
      kind: "down",
      label: label(words.stop, words.signed(Number(a.worst_loss))),
    });
  if (a.target !== null && a.gain !== null)
    levels.push({
      id: "approval-target",
      price: Number(a.target),
      kind: "up",
      label: label(words.target, words.signed(Number(a.gain))),
    });
  return levels;
}

export function proposalOf(a: ApprovalView | null, id: InstrumentId): ChartProposal | null {
  if (a?.status !== "pending" || a.stop === null || a.target === null || !sameInstrument(a.instrument, id)) return null;
  return { fromMs: a.as_of_ms, entry: Number(a.entry), stop: Number(a.stop), target: Number(a.target) };
}

/** Fills where they happened, oldest first; those outside the candles are left out. */
export function fillMarkers(
  fills: readonly Fill[],
  id: InstrumentId,
  range: { firstMs: number; lastMs: number },
  words: LevelWords,
): ChartMarker[] {
  return fills
    .filter((f) => sameInstrument(f.instrument, id) && f.time_ms >= range.firstMs)
    .map((f) => ({
      id: f.trade_id,
      timeMs: Math.min(f.time_ms, range.lastMs),
      kind: f.side,
      text: words.quantity(f.quantity),
    }))
    .sort((a, b) => a.timeMs - b.timeMs);
}
