import { type RefObject, useEffect, useState } from "react";

/** How many rows of `--row-book` fit into each half of a box, less what stands in the middle. */
export function useRowsThatFit(box: RefObject<HTMLElement | null>, taken: number): number {
  const [rows, setRows] = useState(10);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => {
      const height = element.clientHeight;
      const row = Number.parseFloat(getComputedStyle(element).getPropertyValue("--row-book")) || 19;
      if (height > 0) setRows(Math.max(2, Math.floor((height - taken) / 2 / row)));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [box, taken]);
  return rows;
}
