import { useCallback, useEffect, useImperativeHandle, useMemo, useRef } from "react";
import { formatDecimal } from "../numbers/formatNumber";
import { useLocale } from "../numbers/LocaleContext";
import { CandleDrawing } from "./CandleDrawing";
import type { CandleChartHandle, CandleChartProps } from "./candleChartProps";
import { useChart } from "./useChart";

/** Candles, volume, overlays and panes. React sets it up; data goes in through the handle. */
export function CandleChart(props: CandleChartProps) {
  const { label, decimals, lines, levels, markers, proposal, log, stale, onCrosshair, onNearStart, testId } = props;
  const box = useRef<HTMLDivElement>(null);
  const locale = useLocale();
  const price = useCallback((value: number) => formatDecimal(value, decimals, locale), [decimals, locale]);
  const state = useChart(box);
  const chart = state?.chart ?? null;

  // One drawing a chart: it keeps the data, so that a new theme or a line more never loses a candle.
  const drawing = useMemo(() => (chart ? new CandleDrawing(chart) : null), [chart]);
  const handle = useRef<CandleDrawing | null>(null);
  const waiting = useRef<((d: CandleDrawing) => void)[]>([]);
  useEffect(() => {
    handle.current = drawing;
    if (!drawing) return;
    for (const act of waiting.current.splice(0)) act(drawing);
    return () => drawing.end();
  }, [drawing]);

  useImperativeHandle(props.ref, (): CandleChartHandle => {
    const act = (f: (d: CandleDrawing) => void) => (handle.current ? f(handle.current) : void waiting.current.push(f));
    return {
      setData: (candles) => act((d) => d.setData(candles)),
      update: (bar) => act((d) => d.update(bar)),
      setLine: (id, values) => act((d) => d.setLine(id, values)),
      updateLine: (id, timeMs, value) => act((d) => d.updateLine(id, timeMs, value)),
      setNote: (text) => act((d) => d.setNote(text)),
      jumpTo: (ms) => act((d) => d.jumpTo(ms)),
      showLatest: () => act((d) => d.showLatest()),
      zoom: (factor) => act((d) => d.zoom(factor)),
      scrollBy: (bars) => act((d) => d.scrollBy(bars)),
    };
  }, []);

  useEffect(() => {
    if (drawing && state)
      drawing.dress(state.palette, { decimals, format: price, log: log ?? false, stale: stale ?? false });
  }, [drawing, state, decimals, price, log, stale]);
  useEffect(() => drawing?.setLines(lines ?? []), [drawing, lines]);
  useEffect(() => drawing?.setLevels(levels ?? []), [drawing, levels]);
  useEffect(() => drawing?.setMarkers(markers ?? []), [drawing, markers]);
  useEffect(() => drawing?.setProposal(proposal ?? null), [drawing, proposal]);
  useEffect(() => drawing?.onCrosshair(onCrosshair ?? null), [drawing, onCrosshair]);
  useEffect(() => drawing?.onNearStart(onNearStart ?? null), [drawing, onNearStart]);

  return (
    <div
      ref={box}
      role="img"
      aria-label={label}
      data-testid={testId}
      className="h-full min-h-0 w-full min-w-0 bg-chart-bg"
    />
  );
}
