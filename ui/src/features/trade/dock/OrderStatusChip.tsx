import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { OrderStatus } from "~/backend/bindings";
import { Chip, type ChipTone } from "~/components/chip/Chip";
import { statusKey } from "./orderWords";

const tones: Record<OrderStatus, ChipTone> = {
  intended: "plain",
  sent: "plain",
  unconfirmed: "warn",
  open: "outline",
  filled: "signed",
  canceled: "plain",
  rejected: "destructive",
  expired: "plain",
};

export function OrderStatusChip({ status }: { status: OrderStatus }) {
  const { t } = useTranslation();
  return (
    <Chip tone={tones[status]} testId={`order-status-${status}`}>
      {status === "unconfirmed" && <TriangleAlert size={12} aria-hidden="true" />}
      {t(statusKey[status])}
    </Chip>
  );
}
