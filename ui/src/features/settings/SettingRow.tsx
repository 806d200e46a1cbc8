import type { ReactNode } from "react";

interface SettingRowProps {
  title: string;
  text: string;
  children: ReactNode;
}

/** A setting: what it is, what it does, and the choice. */
export function SettingRow({ title, text, children }: SettingRowProps) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b py-3">
      <div className="min-w-52 flex-1">
        <h3 className="text-sm font-medium">{title}</h3>
        <p className="text-xs text-muted-foreground">{text}</p>
      </div>
      <div className="shrink-0">{children}</div>
    </div>
  );
}
