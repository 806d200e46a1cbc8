import type { LucideIcon } from "lucide-react";
import { Button as AriaButton } from "react-aria-components";
import { Tip } from "~/components/overlay/Tip";

interface RailItemProps {
  icon: LucideIcon;
  label: string;
  current?: boolean;
  badge?: { n: number; hot: boolean; label: string } | null;
  onPress: () => void;
  testId: string;
}

export function RailItem({ icon: Icon, label, current = false, badge, onPress, testId }: RailItemProps) {
  return (
    <Tip text={badge ? `${label}: ${badge.label}` : label}>
      <AriaButton
        onPress={onPress}
        aria-label={badge ? `${label}, ${badge.label}` : label}
        aria-current={current ? "page" : undefined}
        data-testid={testId}
        className={`relative grid size-10 shrink-0 place-items-center rounded-[6px] ${
          current
            ? "bg-sidebar-accent text-sidebar-accent-foreground before:absolute before:inset-y-2.5 before:-left-1 before:w-0.5 before:rounded-full before:bg-primary"
            : "text-sidebar-foreground hover:bg-sidebar-accent"
        }`}
      >
        <Icon size={20} strokeWidth={1.6} aria-hidden="true" />
        {badge && (
          <span
            className={`absolute top-1 right-0.5 h-[15px] min-w-[15px] rounded-full px-1 text-center text-[10px] leading-[15px]! font-semibold ${
              badge.hot ? "bg-warn-fill text-warn-foreground" : "bg-primary text-primary-foreground"
            }`}
            data-testid={`${testId}-count`}
          >
            {badge.n}
          </span>
        )}
      </AriaButton>
    </Tip>
  );
}
