import { formatAge } from "./formatTime";
import { useLocale } from "./LocaleContext";

interface AgeProps {
  ms: number | null | undefined;
  className?: string;
}

/** How long ago a value was true. */
export function Age({ ms, className = "" }: AgeProps) {
  const locale = useLocale();
  return <span className={`whitespace-nowrap ${className}`}>{ms == null ? "–" : formatAge(ms, locale)}</span>;
}
