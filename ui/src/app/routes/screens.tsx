import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { Empty } from "~/components/panel/Empty";
import { AccountsScreen } from "~/features/accounts/AccountsScreen";
import { ApprovalsScreen } from "~/features/approvals/ApprovalsScreen";
import { AuditScreen } from "~/features/audit/AuditScreen";
import { ConnectionsScreen } from "~/features/connections/ConnectionsScreen";
import { LockedScreen } from "~/features/onboarding/LockedScreen";
import { WelcomeScreen } from "~/features/onboarding/WelcomeScreen";
import { ResearchScreen } from "~/features/research/ResearchScreen";
import { RiskScreen } from "~/features/risk/RiskScreen";
import { SettingsScreen } from "~/features/settings/SettingsScreen";
import { TradeScreen } from "~/features/trade/TradeScreen";
import type { PlaceId } from "./places";

/** Which screen stands at which place. A feature is put in by one line here: `trade: TradeScreen`. */
export const screens: Partial<Record<PlaceId, ComponentType>> = {
  trade: TradeScreen,
  approvals: ApprovalsScreen,
  research: ResearchScreen,
  risk: RiskScreen,
  connections: ConnectionsScreen,
  accounts: AccountsScreen,
  audit: AuditScreen,
  settings: SettingsScreen,
};

/** Before anybody is signed in, by stage. */
export const doors: { firstStart: ComponentType; locked: ComponentType } = {
  firstStart: WelcomeScreen,
  locked: LockedScreen,
};

export function NotBuilt() {
  const { t } = useTranslation();
  return <Empty title={t("shell.notBuilt")} text={t("shell.notBuiltText")} testId="screen-not-built" />;
}
