/** A field is a signature line: a quiet box with one clear line below. */
export const frame =
  "flex min-h-[30px] min-w-0 items-center gap-1.5 rounded-t-md rounded-b-sm border border-border border-b-input bg-muted px-2 text-sm focus-within:border-ring focus-within:outline-1 focus-within:outline-ring data-[invalid]:border-destructive";

export const label = "text-xs whitespace-nowrap text-muted-foreground";
export const unit = "min-w-[26px] text-2xs text-subtle-foreground";
export const input =
  "min-w-0 flex-1 bg-transparent font-medium outline-none placeholder:font-normal placeholder:text-subtle-foreground disabled:text-subtle-foreground";
