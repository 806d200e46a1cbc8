import { useTranslation } from "react-i18next";
import type { ConnectionView } from "~/backend/bindings";
import { Table } from "~/components/table/Table";
import { useVenueColumns } from "./useVenueColumns";

interface VenueTableProps {
  views: readonly ConnectionView[];
  chosen: string | null;
  onChoose: (venue: string) => void;
  /** Only who may connect is given this. */
  onConnect?: (venue: string) => void;
}

const rowId = (v: ConnectionView) => v.venue;

/** Each source of prices and how well it comes: a shape and a word, never colour alone. */
export function VenueTable({ views, chosen, onChoose, onConnect }: VenueTableProps) {
  const { t } = useTranslation();
  const columns = useVenueColumns(onConnect);
  return (
    <Table
      label={t("connections.venues")}
      columns={columns}
      rows={views}
      rowId={rowId}
      selected={chosen}
      onSelect={(v) => onChoose(v.venue)}
      rowTestId={(v) => `connections-venue-${v.venue}`}
      testId="connections-venues"
    />
  );
}
