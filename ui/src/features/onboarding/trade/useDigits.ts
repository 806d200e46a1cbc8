import { commands } from "~/backend/bindings";
import { useDeskQuery } from "~/backend/useDeskQuery";
import type { Practice } from "./usePractice";

/** Decimals of price and quantity from tick and lot. */
export function useDigits(a: Practice): { price: number; quantity: number } {
  const { data } = useDeskQuery("market", ["instruments"], () => commands.instruments());
  const known = data?.find((i) => i.id.venue === a.instrument.venue && i.id.symbol === a.instrument.symbol);
  const digits = (text: string) => text.split(".")[1]?.length ?? 0;
  return { price: known?.price_decimals ?? digits(a.entry), quantity: known?.quantity_decimals ?? digits(a.quantity) };
}
