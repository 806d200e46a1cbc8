import { useTranslation } from "react-i18next";
import { Checkbox } from "~/components/fields/Checkbox";
import { Select } from "~/components/fields/Select";
import type { TicketHandle } from "./useTicket";

/** Post-only and time in force for limit orders, reduce-only for sells. */
export function TicketFlags({ ticket: { form, change } }: { ticket: TicketHandle }) {
  const { t } = useTranslation();
  if (form.type !== "limit" && form.side === "buy") return null;
  return (
    <div className="flex flex-wrap items-center gap-x-3">
      {form.type === "limit" && (
        <Checkbox checked={form.postOnly} onChange={(postOnly) => change({ postOnly })} testId="ticket-post-only">
          {t("trade.postOnly")}
        </Checkbox>
      )}
      {form.side === "sell" && (
        <Checkbox
          checked={form.reduceOnly}
          onChange={(reduceOnly) => change({ reduceOnly })}
          testId="ticket-reduce-only"
        >
          {t("trade.reduceOnly")}
        </Checkbox>
      )}
      <span className="flex-1" />
      {form.type === "limit" && (
        <Select
          label={t("trade.timeInForce")}
          hideLabel
          options={[
            { id: "gtc", label: "GTC", note: t("trade.gtc") },
            { id: "ioc", label: "IOC", note: t("trade.ioc") },
            { id: "fok", label: "FOK", note: t("trade.fok") },
          ]}
          value={form.tif}
          onChange={(tif) => change({ tif, ...(tif === "gtc" ? {} : { postOnly: false }) })}
          className="w-[84px]"
          testId="ticket-tif"
        />
      )}
    </div>
  );
}
