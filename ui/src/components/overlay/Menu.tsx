import type { LucideIcon } from "lucide-react";
import type { ReactElement } from "react";
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { Kbd } from "../button/Kbd";
import { listBox, listItem } from "../fields/options";

export interface MenuEntry {
  id: string;
  label: string;
  icon?: LucideIcon;
  chord?: string;
  destructive?: boolean;
  disabled?: boolean;
  onAction: () => void;
}

interface MenuProps {
  trigger: ReactElement;
  label: string;
  entries: readonly MenuEntry[];
  testId?: string;
}

export function Menu({ trigger, label, entries, testId }: MenuProps) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover offset={4}>
        <AriaMenu aria-label={label} className={listBox} data-testid={testId}>
          {entries.map(({ icon: Icon, ...entry }) => (
            <MenuItem
              key={entry.id}
              id={entry.id}
              isDisabled={entry.disabled}
              onAction={entry.onAction}
              data-testid={testId && `${testId}-${entry.id}`}
              className={`${listItem} ${entry.destructive ? "text-destructive" : ""}`}
            >
              {Icon && <Icon size={14} aria-hidden="true" />}
              <span className="flex-1">{entry.label}</span>
              {entry.chord && <Kbd chord={entry.chord} />}
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
