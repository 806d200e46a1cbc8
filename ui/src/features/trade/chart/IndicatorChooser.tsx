import { ChartLine as ChartLineIcon, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { IndicatorView } from "~/backend/bindings";
import { Button } from "~/components/button/Button";
import { IconButton } from "~/components/button/IconButton";
import { NumberField } from "~/components/fields/NumberField";
import { Select } from "~/components/fields/Select";
import { Popover } from "~/components/overlay/Popover";
import { type ChosenIndicator, idOf, inRange, labelOf, MOST_INDICATORS } from "./indicatorChoice";

interface IndicatorChooserProps {
  known: readonly IndicatorView[];
  chosen: readonly ChosenIndicator[];
  onAdd: (one: ChosenIndicator) => void;
  onRemove: (id: string) => void;
}

export function IndicatorChooser({ known, chosen, onAdd, onRemove }: IndicatorChooserProps) {
  const { t } = useTranslation();
  return (
    <Popover
      label={t("trade.indicators")}
      testId="indicator-popover"
      trigger={
        <Button kind="ghost" className="px-1.5!" testId="chart-indicators">
          <ChartLineIcon size={14} aria-hidden="true" />
          <span className="@max-[760px]:sr-only">{t("trade.indicators")}</span> {chosen.length}
        </Button>
      }
    >
      <div className="w-64">
        {chosen.length === 0 && <p className="text-xs text-muted-foreground">{t("trade.noIndicators")}</p>}
        <ul>
          {chosen.map((c) => (
            <li key={idOf(c)} className="flex items-center text-xs">
              <span className="flex-1">{labelOf(c)}</span>
              <IconButton
                icon={X}
                iconSize={14}
                label={t("trade.removeIndicator", { name: labelOf(c) })}
                onPress={() => onRemove(idOf(c))}
                testId={`indicator-remove-${idOf(c).replaceAll(" ", "-")}`}
              />
            </li>
          ))}
        </ul>
        {known.length > 0 && chosen.length < MOST_INDICATORS && <NewIndicator known={known} onAdd={onAdd} />}
      </div>
    </Popover>
  );
}

function NewIndicator({ known, onAdd }: Pick<IndicatorChooserProps, "known" | "onAdd">) {
  const { t, i18n } = useTranslation();
  /** What the desk knows and the dictionaries do not keeps the desk's own name. */
  const word = (key: string, name: string) => (i18n.exists(key) ? t(key as "trade.indicatorParam.length") : name);
  const [name, setName] = useState(known[0]?.name ?? "");
  const [typed, setTyped] = useState<Record<string, string>>({});
  const spec = known.find((k) => k.name === name);
  if (!spec) return null;
  const params = inRange(
    spec,
    Object.fromEntries(Object.entries(typed).flatMap(([k, v]) => (v === "" ? [] : [[k, Number(v)]]))),
  );
  return (
    <div className="mt-2 flex flex-col gap-2 border-t pt-3">
      <Select
        label={t("trade.indicator")}
        options={known.map((k) => ({
          id: k.name,
          label: word(`trade.indicatorName.${k.name}`, k.label),
          note: k.overlay ? t("trade.overPrice") : t("trade.ownPane"),
        }))}
        value={name}
        onChange={(next) => {
          setName(next);
          setTyped({});
        }}
        testId="indicator-name"
      />
      {spec.params.map((p) => (
        <NumberField
          key={`${name}-${p.name}`}
          label={word(`trade.indicatorParam.${p.name}`, p.name)}
          value={typed[p.name] ?? String(p.default)}
          onChange={(v) => setTyped({ ...typed, [p.name]: v })}
          unit={t("trade.rangeOf", { min: p.min, max: p.max })}
          testId={`indicator-param-${p.name}`}
        />
      ))}
      <Button onPress={() => onAdd({ name, params })} testId="indicator-add">
        {t("trade.addIndicator", { name: labelOf({ name, params }) })}
      </Button>
    </div>
  );
}
