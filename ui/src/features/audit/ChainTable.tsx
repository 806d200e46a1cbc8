import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { AuditEntryView } from "~/backend/bindings";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { formatTime, zoneLabel } from "~/components/numbers/formatTime";
import { shortHex } from "~/components/numbers/hexText";
import { useLocale } from "~/components/numbers/LocaleContext";
import type { Column } from "~/components/table/column";
import { Table } from "~/components/table/Table";
import { EntryLine } from "./EntryLine";
import { detailOf } from "./entry";
import { useEntryText } from "./useEntryText";

interface ChainTableProps {
  entries: readonly AuditEntryView[];
  selected: number | null;
  /** Entries up to this number hold. */
  provenTo: number;
  specimen: boolean;
  onSelect: (entry: AuditEntryView) => void;
}

const rowId = (entry: AuditEntryView) => String(entry.seq);
const rowTestId = (entry: AuditEntryView) => `audit-row-${entry.seq}`;

/** The chain, newest first, as a line with its links. */
export function ChainTable({ entries, selected, provenTo, specimen, onSelect }: ChainTableProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const say = useEntryText();
  const columns = useMemo<Column<AuditEntryView>[]>(
    () => [
      {
        id: "seq",
        head: t("audit.no"),
        value: (e) => e.seq,
        cell: (e) => <span className="text-muted-foreground">{formatDecimal(e.seq, 0, locale)}</span>,
        align: "right",
        width: "72px",
        sortable: false,
      },
      {
        id: "line",
        head: <span className="sr-only">{t("audit.chain")}</span>,
        value: (e) => e.signature,
        cell: (e) => <EntryLine entry={e} proven={e.seq <= provenTo} specimen={specimen} />,
        width: "40px",
        sortable: false,
      },
      {
        id: "time",
        head: `${t("audit.time")} ${zoneLabel(locale)}`,
        value: (e) => e.time_ms,
        cell: (e) => formatTime(e.time_ms, "dateTimeSeconds", locale),
        width: "150px",
        sortable: false,
      },
      {
        id: "what",
        head: t("audit.what"),
        value: (e) => e.kind,
        cell: (e) => <b className="font-medium">{say.kind(e.kind)}</b>,
        sortable: false,
      },
      {
        id: "detail",
        head: t("audit.detail"),
        value: (e) => say.detail(detailOf(e)),
        cell: (e) => <span className="block max-w-[min(420px,32vw)] truncate">{say.detail(detailOf(e))}</span>,
        sortable: false,
      },
      {
        id: "by",
        head: t("audit.by"),
        value: (e) => e.actor,
        cell: (e) => <span className="text-muted-foreground">{say.actor(e.actor)}</span>,
        sortable: false,
      },
      {
        id: "hash",
        head: t("audit.hash"),
        value: (e) => e.hash,
        cell: (e) => <span className="font-mono text-muted-foreground">{shortHex(e.hash)}</span>,
        align: "right",
        sortable: false,
      },
    ],
    [t, locale, say, provenTo, specimen],
  );
  return (
    <Table
      label={t("audit.chain")}
      columns={columns}
      rows={entries}
      rowId={rowId}
      selected={selected === null ? null : String(selected)}
      onSelect={onSelect}
      rowTestId={rowTestId}
      testId="audit-table"
    />
  );
}
