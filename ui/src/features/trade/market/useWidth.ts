import { useEffect, useState } from "react";

export type WidthClass = "narrow" | "normal" | "wide";

const classOf = (px: number): WidthClass => (px < 1360 ? "narrow" : px < 2000 ? "normal" : "wide");

/** The window's width in the three steps that the screen is laid out for. */
export function useWidth(): WidthClass {
  const [width, setWidth] = useState(() => classOf(window.innerWidth));
  useEffect(() => {
    const resized = () => setWidth(classOf(window.innerWidth));
    window.addEventListener("resize", resized);
    return () => window.removeEventListener("resize", resized);
  }, []);
  return width;
}
