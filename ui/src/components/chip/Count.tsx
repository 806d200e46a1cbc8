interface CountProps {
  n: number;
  tone?: "plain" | "primary" | "warn";
}

const tones = {
  plain: "bg-secondary text-muted-foreground",
  primary: "bg-primary text-primary-foreground",
  warn: "bg-warn-fill text-warn-foreground",
};

/** How many there are, beside the name of a tab or panel. */
export function Count({ n, tone = "plain" }: CountProps) {
  return (
    <span
      className={`min-w-[16px] rounded-full px-[5px] text-center text-2xs leading-[14px]! font-medium ${tones[tone]}`}
    >
      {n}
    </span>
  );
}
