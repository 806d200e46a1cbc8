import { useEffect, useRef } from "react";
import { useReducedMotion } from "~/components/signing/useReducedMotion";

/** A mark of 1 px for 300 ms where a size is another than before. Figures themselves do not move. */
export function Tick({ value }: { value: number }) {
  const mark = useRef<HTMLElement>(null);
  const former = useRef(value);
  const reduced = useReducedMotion();
  useEffect(() => {
    if (former.current === value) return;
    former.current = value;
    if (!reduced) mark.current?.animate?.([{ opacity: 1 }, { opacity: 0 }], { duration: 300, fill: "forwards" });
  }, [value, reduced]);
  return <i ref={mark} aria-hidden="true" className="absolute inset-y-0.5 right-0 w-px bg-foreground opacity-0" />;
}
