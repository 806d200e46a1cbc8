import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { RiskView } from "~/backend/bindings";
import type { DeskSnapshot } from "~/backend/reply";
import { formatDecimal, formatPercent } from "~/components/numbers/formatNumber";
import { formatDuration } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";
import { useNow } from "~/components/numbers/useNow";
import { useRuleText } from "~/components/words/useRuleText";
import { nextToBind, roomLeft, untilReset } from "./limits";

/** What is left of today, in four figures. */
export function Tiles({ risk, desk }: { risk: RiskView; desk: DeskSnapshot }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const rules = useRuleText();
  const reset = formatDuration(untilReset(useNow(30_000)), locale);
  const room = roomLeft(risk.limits, desk.equity, desk.day_pnl);
  const next = nextToBind(risk.limits);
  const n = (value: number | string, decimals = 0) => formatDecimal(value, decimals, locale);
  return (
    <div className="grid shrink-0 grid-cols-4 gap-px bg-border max-[1200px]:grid-cols-2">
      <Tile
        label={t("risk.roomLeft")}
        value={room ? n(room.left, 2) : "–"}
        text={t("risk.roomLeftText", { currency: desk.currency })}
        note={room && t("risk.roomLeftBase", { limit: formatPercent(room.limit, 1, locale), equity: n(room.base, 2) })}
        testId="risk-room"
      />
      <Tile
        label={t("risk.tradesLeft")}
        value={n(Math.max(0, desk.trades_limit - desk.trades_today))}
        text={t("risk.tradesLeftText", { used: n(desk.trades_today), limit: n(desk.trades_limit) })}
        note={t("risk.resets", { time: reset })}
        testId="risk-trades-left"
      />
      <Tile
        label={t("risk.unprotected")}
        value={`${n(desk.unprotected_seconds, 1)} s`}
        text={t("risk.unprotectedText", { count: desk.open_positions })}
        testId="risk-unprotected"
      />
      <Tile
        label={t("risk.next")}
        value={next ? rules.name(next.rule) : "–"}
        text={next ? t("risk.nextText", { share: formatPercent(next.used, 0, locale) }) : t("risk.nothingUsed")}
        testId="risk-next"
      />
    </div>
  );
}

interface TileProps {
  label: string;
  value: string;
  text: string;
  note?: ReactNode;
  testId: string;
}

function Tile({ label, value, text, note, testId }: TileProps) {
  return (
    <div className="min-w-0 bg-card px-4 py-3" data-testid={testId}>
      <p className="text-xs text-muted-foreground">{label}</p>
      <p className="text-lg font-medium">{value}</p>
      <p className="text-xs">{text}</p>
      {note && <p className="text-xs text-muted-foreground">{note}</p>}
    </div>
  );
}
