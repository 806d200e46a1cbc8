import { Ellipsis, ListX } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { InstrumentId } from "~/backend/bindings";
import { IconButton } from "~/components/button/IconButton";
import { Menu } from "~/components/overlay/Menu";

/** What can be done with a followed market; in the place of its change while one points at the row. */
export function UnfollowMenu({ of: id, onRemove }: { of: InstrumentId; onRemove: () => void }) {
  const { t } = useTranslation();
  const testId = `watch-more-${id.venue}-${id.symbol.replace("/", "-")}`;
  return (
    <span className="absolute right-1.5 bottom-0 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 has-aria-expanded:opacity-100">
      <Menu
        label={t("trade.moreOf", { symbol: id.symbol })}
        testId={`${testId}-menu`}
        trigger={
          <IconButton
            icon={Ellipsis}
            className="h-5! w-6!"
            iconSize={14}
            label={t("trade.moreOf", { symbol: id.symbol })}
            testId={testId}
          />
        }
        entries={[{ id: "remove", label: t("trade.unfollow"), icon: ListX, onAction: onRemove }]}
      />
    </span>
  );
}
