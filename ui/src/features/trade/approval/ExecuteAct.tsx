import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type ApprovalView, commands, type OrderView } from "~/backend/bindings";
import { useDeskMutation } from "~/backend/useDeskMutation";
import { useErrorText } from "~/backend/useErrorText";
import { Button } from "~/components/button/Button";
import { NumberField } from "~/components/fields/NumberField";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";
import { baseOf } from "../market/instrument";
import { exceeds } from "../ticket/amounts";

interface ExecuteActProps {
  approval: ApprovalView;
  decimals: number;
  onDone: (order: OrderView) => void;
}

/** Sends what was signed, once, for at most its size. */
export function ExecuteAct({ approval, decimals, onDone }: ExecuteActProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const errorText = useErrorText();
  const [quantity, setQuantity] = useState(approval.quantity);
  const execute = useDeskMutation(
    (size: string) => commands.executeApproval(approval.id, size),
    ["approvals", "holdings", "snapshot", "audit"],
  );
  const limit = formatDecimal(approval.quantity, decimals, locale);
  const over = quantity !== "" && exceeds(quantity, approval.quantity);
  const problem = over
    ? t("errors.over_cap", { asked: formatDecimal(quantity, decimals, locale), limit })
    : execute.isError
      ? errorText(execute.error)
      : undefined;
  const act = () => execute.mutate(quantity, { onSuccess: onDone });
  return (
    <div className="flex flex-col gap-2">
      <NumberField
        label={t("trade.quantityAtMost", { limit })}
        value={quantity}
        onChange={setQuantity}
        decimals={decimals}
        unit={baseOf(approval.instrument)}
        problem={problem}
        onEnter={act}
        testId="approval-quantity"
      />
      <Button
        kind="primary"
        size="large"
        onPress={act}
        isDisabled={quantity === "" || over || execute.isPending}
        testId="approval-execute"
      >
        {t("trade.execute")}
      </Button>
    </div>
  );
}
