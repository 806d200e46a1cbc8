import {
  type ChartOptions,
  ColorType,
  CrosshairMode,
  type DeepPartial,
  LineStyle,
  TickMarkType,
  type Time,
} from "lightweight-charts";
import { formatTime } from "../numbers/formatTime";
import type { Locale } from "../numbers/locale";
import type { Palette } from "./palette";

const seconds = (time: Time) => (typeof time === "number" ? time : 0);

/** Months for a new year, days for a new month, hours within a day; always in the chosen zone. */
function tick(time: Time, kind: TickMarkType, locale: Locale): string {
  const ms = seconds(time) * 1000;
  if (kind === TickMarkType.Time || kind === TickMarkType.TimeWithSeconds) return formatTime(ms, "minute", locale);
  const part: Intl.DateTimeFormatOptions =
    kind === TickMarkType.Year
      ? { year: "numeric" }
      : kind === TickMarkType.Month
        ? { month: "short" }
        : { day: "numeric", month: "short" };
  return new Intl.DateTimeFormat(locale.tag, { ...part, timeZone: locale.timeZone }).format(ms);
}

export function chartOptions(colour: Palette, locale: Locale): DeepPartial<ChartOptions> {
  const line = {
    color: colour("chart-crosshair"),
    labelBackgroundColor: colour("secondary"),
    style: LineStyle.Dashed,
    width: 1,
  } as const;
  return {
    autoSize: true,
    layout: {
      background: { type: ColorType.Solid, color: colour("chart-bg") },
      textColor: colour("subtle-foreground"),
      fontFamily: '"IBM Plex Sans", "IBM Plex Sans Thai", sans-serif',
      fontSize: 11,
      panes: { separatorColor: colour("border"), separatorHoverColor: colour("accent") },
      // The notice its licence asks for stands in Settings, About.
      attributionLogo: false,
    },
    grid: { vertLines: { color: colour("chart-grid") }, horzLines: { color: colour("chart-grid") } },
    crosshair: { mode: CrosshairMode.Normal, vertLine: line, horzLine: line },
    rightPriceScale: { borderColor: colour("border"), entireTextOnly: true },
    timeScale: {
      borderColor: colour("border"),
      timeVisible: true,
      secondsVisible: false,
      tickMarkFormatter: (time: Time, kind: TickMarkType) => tick(time, kind, locale),
    },
    // Without it the library asks the web view for its language, which may be "C".
    localization: {
      locale: locale.tag,
      timeFormatter: (time: Time) => `${formatTime(seconds(time) * 1000, "dateTime", locale)} ${locale.timeZone}`,
    },
  };
}
