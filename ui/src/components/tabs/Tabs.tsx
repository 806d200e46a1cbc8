import type { ReactNode } from "react";
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from "react-aria-components";
import { Count } from "../chip/Count";

export interface TabItem<T extends string> {
  id: T;
  label: string;
  count?: number;
  countTone?: "plain" | "primary" | "warn";
  content: ReactNode;
}

interface TabsProps<T extends string> {
  label: string;
  items: readonly TabItem<T>[];
  value: T;
  onChange: (id: T) => void;
  /** Right end of the head: filters, exports. */
  actions?: ReactNode;
  testId?: string;
}

/** A panel whose head is its tabs. Fills its box; the content scrolls by itself. */
export function Tabs<T extends string>({ label, items, value, onChange, actions, testId }: TabsProps<T>) {
  return (
    <AriaTabs
      selectedKey={value}
      onSelectionChange={(key) => onChange(String(key) as T)}
      className="flex h-full min-h-0 min-w-0 flex-col bg-card"
      data-testid={testId}
    >
      <div className="flex h-(--panel-head) shrink-0 items-center border-b px-3">
        <TabList
          aria-label={label}
          className="flex h-full min-w-0 gap-4 overflow-x-auto overflow-y-hidden"
          data-scrolls=""
        >
          {items.map((item) => (
            <Tab
              key={item.id}
              id={item.id}
              data-testid={testId && `${testId}-${item.id}`}
              className="relative flex cursor-default items-center gap-1.5 text-xs whitespace-nowrap text-muted-foreground outline-none hover:text-foreground selected:font-semibold selected:text-foreground selected:after:absolute selected:after:inset-x-0 selected:after:bottom-0 selected:after:h-0.5 selected:after:bg-foreground focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-ring"
            >
              {item.label}
              {item.count !== undefined && <Count n={item.count} tone={item.countTone} />}
            </Tab>
          ))}
        </TabList>
        <span className="flex-1" />
        {actions}
      </div>
      {items.map((item) => (
        <TabPanel key={item.id} id={item.id} className="min-h-0 flex-1 overflow-hidden outline-none">
          {item.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
