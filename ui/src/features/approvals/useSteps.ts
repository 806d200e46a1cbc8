import { useTranslation } from "react-i18next";
import { commands, type InstrumentId } from "~/backend/bindings";
import { useDeskQuery } from "~/backend/useDeskQuery";

export const useInstruments = () => useDeskQuery("market", ["instruments"], () => commands.instruments());

export interface Steps {
  price: number;
  quantity: number;
  lot: string | null;
  /** Money of the quote currency. */
  money: number;
}

/** Decimals from tick and lot; while the instrument is not known, none are cut off what `sample` shows. */
export function useSteps(id: InstrumentId, sample: { price: string; quantity: string }): Steps {
  const known = useInstruments().data?.find((i) => i.id.venue === id.venue && i.id.symbol === id.symbol);
  const digits = (text: string) => text.split(".")[1]?.length ?? 0;
  return {
    price: known?.price_decimals ?? digits(sample.price),
    quantity: known?.quantity_decimals ?? digits(sample.quantity),
    lot: known?.lot ?? null,
    money: 2,
  };
}

/** A venue as it writes itself. */
export function useVenueName(): (venue: string) => string {
  const { t } = useTranslation();
  return (venue) => (venue === "builtin" ? t("approvals.builtin") : venue.charAt(0).toUpperCase() + venue.slice(1));
}
