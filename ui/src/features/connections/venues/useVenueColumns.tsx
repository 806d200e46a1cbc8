import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { ConnectionView } from "~/backend/bindings";
import { formatAge } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";
import type { Column } from "~/components/table/column";
import { BudgetCell, CountCell, DayCell, LatencyCell, None, VenueCell } from "./cells";
import { formatOffset } from "./figures";

/** A clock further off than this makes signatures late: the limit orders wait at. */
const CLOCK_LIMIT_MS = 500;

export function useVenueColumns(onConnect?: (venue: string) => void): Column<ConnectionView>[] {
  const { t } = useTranslation();
  const locale = useLocale();
  return useMemo<Column<ConnectionView>[]>(
    () => [
      {
        id: "venue",
        head: t("connections.venue"),
        value: (v) => v.venue,
        cell: (v) => <VenueCell view={v} />,
      },
      {
        id: "day",
        head: t("connections.day"),
        value: (v) => v.state,
        cell: (v) => <DayCell view={v} onConnect={onConnect && (() => onConnect(v.venue))} />,
        width: "clamp(100px, calc(30vw - 200px), 288px)",
        sortable: false,
      },
      {
        id: "latency",
        head: t("connections.latency"),
        value: (v) => v.latency_ms,
        cell: (v) => <LatencyCell view={v} />,
        align: "right",
      },
      {
        id: "age",
        head: t("connections.age"),
        value: (v) => v.age_ms,
        cell: (v) =>
          v.age_ms === null ? (
            <None />
          ) : (
            <span className={v.age_ms > v.limit_ms ? "font-semibold text-warn" : ""}>
              {formatAge(v.age_ms, locale)}
            </span>
          ),
        align: "right",
      },
      {
        id: "budget",
        head: t("connections.budget"),
        value: (v) => v.budgets[0]?.used,
        cell: (v) => <BudgetCell view={v} />,
        align: "right",
      },
      {
        id: "clock",
        head: t("connections.clock"),
        value: (v) => v.clock_offset_ms,
        cell: (v) =>
          v.clock_offset_ms === null ? (
            <None />
          ) : (
            <span className={Math.abs(v.clock_offset_ms) > CLOCK_LIMIT_MS ? "font-semibold text-warn" : ""}>
              {formatOffset(v.clock_offset_ms, locale)}
            </span>
          ),
        align: "right",
      },
      {
        id: "channels",
        head: t("connections.channels"),
        value: (v) => v.channels,
        cell: (v) =>
          v.state === "off" ? (
            <None />
          ) : v.channels_limit === null ? (
            v.channels
          ) : (
            t("connections.ofLimit", { n: v.channels, limit: v.channels_limit })
          ),
        align: "right",
      },
      count("gaps", t("connections.sequenceGaps"), (v) => v.sequence_gaps, 10),
      count("checksum", t("connections.checksum"), (v) => v.checksum_failures, 1),
      count("reconnects", t("connections.reconnects"), (v) => v.reconnects, 4),
    ],
    [t, locale, onConnect],
  );
}

function count(
  id: string,
  head: string,
  value: (view: ConnectionView) => number,
  warnFrom: number,
): Column<ConnectionView> {
  return {
    id,
    head,
    value,
    cell: (v) => (v.state === "off" ? <None /> : <CountCell n={value(v)} warnFrom={warnFrom} />),
    align: "right",
  };
}
