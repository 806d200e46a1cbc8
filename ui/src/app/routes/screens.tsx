import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { Empty } from "~/components/panel/Empty";
import type { PlaceId } from "./places";

/** Which screen stands at which place. A feature is put in by one line here: `trade: TradeScreen`. */
export const screens: Partial<Record<PlaceId, ComponentType>> = {};

/** Before anybody is signed in, by stage. */
export const doors: { firstStart: ComponentType; locked: ComponentType } = { firstStart: NotBuilt, locked: NotBuilt };

export function NotBuilt() {
  const { t } = useTranslation();
  return <Empty title={t("shell.notBuilt")} text={t("shell.notBuiltText")} testId="screen-not-built" />;
}
