import { useTranslation } from "react-i18next";

export function ModeBlock({ mode }: { mode: "paper" | "live" }) {
  const { t } = useTranslation();
  const live = mode === "live";
  return (
    <div
      data-testid="mode-block"
      className={`flex min-w-[118px] shrink-0 flex-col justify-center border-r px-3.5 ${
        live ? "bg-live text-live-foreground" : "hatch-paper text-paper"
      }`}
    >
      <b className="readout-value text-sm font-semibold tracking-[0.08em]">{t(live ? "parts.live" : "parts.paper")}</b>
      <span className="readout-label text-2xs">{t(live ? "shell.realMoney" : "shell.noRealMoney")}</span>
    </div>
  );
}
