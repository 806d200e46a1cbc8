import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { commands, type RecommendationView } from "~/backend/bindings";
import type { Notice } from "~/backend/reply";
import { useDeskQuery } from "~/backend/useDeskQuery";
import { useErrorText } from "~/backend/useErrorText";
import { PanelBody } from "~/components/panel/PanelBody";
import type { TabItem } from "~/components/tabs/Tabs";
import { Activity } from "./Activity";
import { Balances } from "./Balances";
import { Fills } from "./Fills";
import { Orders } from "./Orders";
import { isWorking } from "./orderWords";
import { Positions } from "./Positions";
import { Recommendations } from "./Recommendations";
import { useHoldings } from "./useHoldings";
import { WhyNot } from "./WhyNot";
import { stoppedOf } from "./whyNot";

export type DockTab = "positions" | "orders" | "fills" | "recommendations" | "whyNot" | "balances" | "activity";

const noRecommendations: readonly RecommendationView[] = [];
const noNotices: readonly Notice[] = [];

/** All tabs of the dock with their counts: of positions, of working orders, of fills, of answers. */
export function useDockTabs(): Record<DockTab, TabItem<DockTab>> {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { holdings, query } = useHoldings();
  const recommendations =
    useDeskQuery("approvals", ["recommendations"], () => commands.recommendations()).data ?? noRecommendations;
  const notices = useDeskQuery("snapshot", ["notices"], () => commands.notices()).data ?? noNotices;
  const stopped = useMemo(() => stoppedOf(recommendations), [recommendations]);

  const held = (content: (h: NonNullable<typeof holdings>) => React.ReactNode) =>
    holdings ? (
      content(holdings)
    ) : (
      <PanelBody state={query.isError ? { kind: "error", text: errorText(query.error) } : { kind: "loading" }} />
    );
  const working = holdings?.orders.filter(isWorking).length ?? 0;
  return {
    positions: {
      id: "positions",
      label: t("trade.positions"),
      count: holdings?.positions.length ?? 0,
      content: held((h) => <Positions rows={h.positions} />),
    },
    orders: {
      id: "orders",
      label: t("trade.orders"),
      count: working,
      countTone: holdings?.orders.some((o) => o.status === "unconfirmed") ? "warn" : "plain",
      content: held((h) => <Orders rows={h.orders} />),
    },
    fills: {
      id: "fills",
      label: t("trade.fills"),
      count: holdings?.fills.length ?? 0,
      content: held((h) => <Fills rows={h.fills} />),
    },
    recommendations: {
      id: "recommendations",
      label: t("trade.recommendations"),
      count: recommendations.length,
      content: <Recommendations rows={recommendations} />,
    },
    whyNot: { id: "whyNot", label: t("trade.whyNot"), count: stopped.length, content: <WhyNot rows={stopped} /> },
    balances: { id: "balances", label: t("trade.balances"), content: held((h) => <Balances rows={h.balances} />) },
    activity: { id: "activity", label: t("trade.activity"), content: <Activity rows={notices} /> },
  };
}
