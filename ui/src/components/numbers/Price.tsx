import { Amount } from "./Amount";

interface PriceProps {
  value: string | number | null | undefined;
  decimals: number;
  unit?: string;
  /** Older than its limit: grey, and not to be acted on. */
  stale?: boolean;
  className?: string;
  testId?: string;
}

export function Price({ stale, className = "", ...rest }: PriceProps) {
  return <Amount {...rest} className={`${className} ${stale ? "text-stale" : ""}`} />;
}
