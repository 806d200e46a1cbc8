import { useTranslation } from "react-i18next";
import type { InstrumentView } from "~/backend/bindings";
import { Select } from "~/components/fields/Select";
import { marketKey, type SetUp } from "./setUp";

interface MarketFieldsProps {
  form: SetUp;
  markets: readonly InstrumentView[];
  onChange: (some: Partial<SetUp>) => void;
}

/** Which market, in candles of what length; another market keeps the length where it has it. */
export function MarketFields({ form, markets, onChange }: MarketFieldsProps) {
  const { t } = useTranslation();
  const market = markets.find((m) => marketKey(m.id) === form.market);
  const chooseMarket = (key: string) => {
    const next = markets.find((m) => marketKey(m.id) === key);
    const kept = next?.timeframes.includes(form.timeframe);
    onChange({ market: key, timeframe: kept ? form.timeframe : (next?.timeframes[0] ?? form.timeframe) });
  };
  return (
    <>
      <Select
        label={t("research.market")}
        labelAbove
        options={markets.map((m) => ({ id: marketKey(m.id), label: m.id.symbol, note: m.id.venue }))}
        value={form.market}
        onChange={chooseMarket}
        testId="research-market"
      />
      <Select
        label={t("research.timeframe")}
        labelAbove
        options={(market?.timeframes ?? [form.timeframe]).map((tf) => ({ id: tf, label: tf }))}
        value={form.timeframe}
        onChange={(timeframe) => onChange({ timeframe })}
        testId="research-timeframe"
      />
    </>
  );
}
