import { Check, CircleSlash, Minus, TriangleAlert } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { BacktestView } from "~/backend/bindings";
import { formatDecimal, formatPercent } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";
import type { Locale } from "~/components/numbers/locale";
import { type TrustCheck, trustOf } from "./trust";

const icons = {
  bad: { Icon: CircleSlash, colour: "text-destructive" },
  warn: { Icon: TriangleAlert, colour: "text-warn" },
  good: { Icon: Check, colour: "text-signed" },
  open: { Icon: Minus, colour: "text-subtle-foreground" },
};

/** What speaks against the result stands beside it, always. It has no button that closes it. */
export function TrustPanel({ run }: { run: BacktestView }) {
  const { t } = useTranslation();
  const checks = useMemo(() => trustOf(run), [run]);
  return (
    <section className="shrink-0 bg-card px-3 py-2.5" data-testid="research-trust">
      <h2 className="mb-1 text-xs font-semibold">{t("research.trust")}</h2>
      <ul>
        {checks.map((check) => (
          <Row key={check.code} check={check} />
        ))}
      </ul>
    </section>
  );
}

function Row({ check }: { check: TrustCheck }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { Icon, colour } = icons[check.tone];
  return (
    <li
      className="flex gap-2.5 border-t border-border/55 py-2 text-xs first:border-t-0"
      data-testid={`research-trust-${check.code}`}
    >
      <Icon size={14} aria-hidden="true" className={`mt-px shrink-0 ${colour}`} />
      <div className="min-w-0">
        <b className="font-semibold">{t(`research.trustList.${check.code}`)}</b>
        <p className="text-2xs text-muted-foreground">
          {String(t(`research.trustList.${check.code}Text`, words(check, locale) as never))}
        </p>
      </div>
    </li>
  );
}

const fractions = new Set(["total", "hold"]);
const money = new Set(["best", "net"]);

function words({ values }: TrustCheck, locale: Locale): Record<string, string> {
  const word = (name: string, value: number | string) => {
    if (typeof value === "string") return value;
    if (fractions.has(name)) return formatPercent(value, 1, locale, "always");
    return formatDecimal(value, money.has(name) ? 2 : 0, locale);
  };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, word(name, value)]));
}
