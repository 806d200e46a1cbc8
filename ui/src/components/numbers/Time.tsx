import { formatTime, type TimeStyle, zoneLabel } from "./formatTime";
import { useLocale } from "./LocaleContext";

interface TimeProps {
  /** UTC milliseconds. */
  ms: number;
  style?: TimeStyle;
  /** False where the column's head names the zone. */
  zone?: boolean;
  className?: string;
  testId?: string;
}

/** An absolute time with its zone. The machine-readable instant is UTC, whatever zone is shown. */
export function Time({ ms, style = "dateTimeSeconds", zone = true, className = "", testId }: TimeProps) {
  const locale = useLocale();
  return (
    <time dateTime={new Date(ms).toISOString()} className={`whitespace-nowrap ${className}`} data-testid={testId}>
      {formatTime(ms, style, locale)}
      {zone && <span className="text-muted-foreground"> {zoneLabel(locale)}</span>}
    </time>
  );
}
