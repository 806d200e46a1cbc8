/** One choice of a select, combo box or segmented control. */
export interface Option<T extends string = string> {
  id: T;
  label: string;
  /** Said after it in grey: a venue, a unit, a count. */
  note?: string;
  disabled?: boolean;
}

export const listBox =
  "max-h-80 min-w-(--trigger-width) overflow-auto rounded-lg bg-popover p-1 text-popover-foreground shadow-popover outline-none";
export const listItem =
  "flex min-h-7 cursor-default items-center gap-2 rounded-md px-2 py-1 text-xs outline-none focus:bg-accent hover:bg-accent selected:font-medium disabled:text-subtle-foreground";
