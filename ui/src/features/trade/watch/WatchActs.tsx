import { FileDown, Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "~/components/button/IconButton";
import { openDialog } from "~/components/overlay/openDialog";

/** A market of a connected venue, or candles of a file. */
export function WatchActs() {
  const { t } = useTranslation();
  return (
    <span className="flex items-center self-center">
      <IconButton
        icon={FileDown}
        iconSize={14}
        label={t("trade.importCandles")}
        onPress={() => openDialog("import")}
        testId="watchlist-import"
      />
      <IconButton
        icon={Plus}
        iconSize={14}
        label={t("trade.addMarket")}
        onPress={() => openDialog("market")}
        testId="watchlist-add"
      />
    </span>
  );
}
