import { useEffect, useState } from "react";

/** How many rows of `--row-book` fit into each half of a box, less what stands in the middle. */
export function useRowsThatFit(element: HTMLElement | null, taken: number): number {
  const [rows, setRows] = useState(10);
  useEffect(() => {
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
  }, [element, taken]);
  return rows;
}
