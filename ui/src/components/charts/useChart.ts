import { createChart, type IChartApi } from "lightweight-charts";
import { type RefObject, useEffect, useRef, useState } from "react";
import { useLocale } from "../numbers/LocaleContext";
import { chartOptions } from "./chartOptions";
import { type Palette, readPalette, watchTheme } from "./palette";

export interface ChartState {
  chart: IChartApi;
  palette: Palette;
}

const removed = new WeakSet<IChartApi>();

/** A chart that is gone takes its series with it: asking it to remove one would throw. */
export const isRemoved = (chart: IChartApi) => removed.has(chart);

/** A chart that fills `box` and wears the theme: the palette is a new one after each change of it. */
export function useChart(box: RefObject<HTMLElement | null>): ChartState | null {
  const locale = useLocale();
  const [state, setState] = useState<ChartState | null>(null);
  const look = useRef(locale);
  look.current = locale;

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const palette = readPalette(element);
    const chart = createChart(element, chartOptions(palette, look.current));
    setState({ chart, palette });
    const stop = watchTheme(() => setState({ chart, palette: readPalette(element) }));
    return () => {
      stop();
      removed.add(chart);
      chart.remove();
      setState(null);
    };
  }, [box]);

  useEffect(() => {
    state?.chart.applyOptions(chartOptions(state.palette, locale));
  }, [state, locale]);

  return state;
}
