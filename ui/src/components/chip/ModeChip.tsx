import { useTranslation } from "react-i18next";
import { Chip } from "./Chip";

/** On everything that can move money. */
export function ModeChip({ mode }: { mode: "paper" | "live" }) {
  const { t } = useTranslation();
  return (
    <Chip tone={mode} testId="mode-chip">
      {t(mode === "live" ? "parts.live" : "parts.paper")}
    </Chip>
  );
}
