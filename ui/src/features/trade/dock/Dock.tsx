import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CsvButton } from "~/components/table/CsvButton";
import { Tabs } from "~/components/tabs/Tabs";
import { useFillColumns } from "./Fills";
import { type DockTab, useDockTabs } from "./useDockTabs";
import { useHoldings } from "./useHoldings";

const left: readonly DockTab[] = ["positions", "orders", "fills", "recommendations", "balances"];
const right: readonly DockTab[] = ["whyNot", "activity"];
const all: readonly DockTab[] = ["positions", "orders", "fills", "recommendations", "whyNot", "balances", "activity"];

/** One dock; on a wide window two, so that what was not done stands beside what was. */
export function Dock({ wide }: { wide: boolean }) {
  const { t } = useTranslation();
  const tabs = useDockTabs();
  const [first, setFirst] = useState<DockTab>("positions");
  const [second, setSecond] = useState<DockTab>("whyNot");
  const fills = useFillColumns();
  const { holdings } = useHoldings();
  const shown = wide ? left : all;
  const value = shown.includes(first) ? first : "positions";
  const main = (
    <Tabs
      label={t("trade.dock")}
      items={shown.map((id) => tabs[id])}
      value={value}
      onChange={setFirst}
      testId="dock"
      actions={value === "fills" && <CsvButton columns={fills} rows={holdings?.fills ?? []} testId="fills-csv" />}
    />
  );
  if (!wide) return main;
  return (
    <div className="grid h-full min-h-0 grid-cols-[minmax(0,1fr)_620px] gap-px bg-border">
      {main}
      <Tabs
        label={t("trade.dockSecond")}
        items={right.map((id) => tabs[id])}
        value={second}
        onChange={setSecond}
        testId="dock-second"
      />
    </div>
  );
}
