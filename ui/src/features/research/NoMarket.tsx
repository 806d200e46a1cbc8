import { useTranslation } from "react-i18next";
import { Button } from "~/components/button/Button";
import { openDialog } from "~/components/overlay/openDialog";
import { Empty } from "~/components/panel/Empty";

/** Nothing to test on yet, and the way to something. */
export function NoMarket() {
  const { t } = useTranslation();
  return (
    <div className="h-full bg-card">
      <Empty
        title={t("research.noMarket")}
        text={t("research.noMarketText")}
        action={
          <Button kind="primary" onPress={() => openDialog("import")} testId="research-import">
            {t("research.import")}
          </Button>
        }
        testId="research-no-market"
      />
    </div>
  );
}
