import { CassetteTape, TriangleAlert } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { InstrumentView, VenueHealth } from "~/backend/bindings";
import { Age } from "~/components/numbers/Age";
import { formatDuration } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";
import type { Column } from "~/components/table/column";
import { Table } from "~/components/table/Table";

interface VenueTableProps {
  venues: readonly VenueHealth[];
  markets: readonly InstrumentView[];
}

const rowId = (v: VenueHealth) => v.venue;

/** The state of each source of prices: a shape and a word, never colour alone. */
export function VenueTable({ venues, markets }: VenueTableProps) {
  const { t, i18n } = useTranslation();
  const locale = useLocale();
  const columns = useMemo<Column<VenueHealth>[]>(
    () => [
      {
        id: "venue",
        head: t("connections.venue"),
        value: (v) => v.venue,
        cell: (v) => (
          <span className="block py-1.5 whitespace-normal">
            <b className="font-medium">{v.venue === "builtin" ? t("connections.builtin") : v.venue}</b>
            <span className="block text-2xs text-muted-foreground">
              {v.venue === "builtin" && t("connections.builtinText")}
              {v.state === "recorded" && t("connections.recordedText")}
            </span>
          </span>
        ),
      },
      {
        id: "state",
        head: t("connections.state"),
        value: (v) => v.state,
        cell: (v) => {
          const key = `connections.states.${v.state}`;
          return (
            <span className="flex items-center gap-1.5">
              <StateMark state={v.state} />
              {i18n.exists(key) ? t(key as "connections.states.up") : v.state}
            </span>
          );
        },
      },
      {
        id: "age",
        head: t("connections.age"),
        value: (v) => v.age_ms,
        cell: (v) => <Age ms={v.age_ms} />,
        align: "right",
      },
      {
        id: "limit",
        head: t("connections.limit"),
        value: (v) => v.limit_ms,
        cell: (v) => <span className="text-muted-foreground">{formatDuration(v.limit_ms, locale)}</span>,
        align: "right",
      },
      {
        id: "symbols",
        head: t("connections.symbols"),
        value: (v) => markets.filter((m) => m.id.venue === v.venue).length,
        align: "right",
      },
    ],
    [t, i18n, locale, markets],
  );
  return (
    <Table
      label={t("connections.venues")}
      columns={columns}
      rows={venues}
      rowId={rowId}
      rowTestId={(v) => `connections-venue-${v.venue}`}
      testId="connections-venues"
    />
  );
}

function StateMark({ state }: { state: string }) {
  if (state === "up") return <i aria-hidden="true" className="block size-2 rounded-full bg-signed" />;
  if (state === "recorded") return <CassetteTape size={13} aria-hidden="true" className="text-muted-foreground" />;
  return (
    <TriangleAlert size={13} aria-hidden="true" className={state === "stale" ? "text-warn" : "text-destructive"} />
  );
}
