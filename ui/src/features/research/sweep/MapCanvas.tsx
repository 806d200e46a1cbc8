import { type RefObject, useEffect, useRef, useState } from "react";
import { toCanvasColour } from "~/components/charts/oklch";
import { watchTheme } from "~/components/charts/palette";
import { drawMap, type MapCells, type MapLook } from "./drawMap";
import type { HeatScale } from "./heatScale";
import { rampColours } from "./rampColours";

interface MapCanvasProps {
  size: { width: number; height: number };
  /** Keep stable between renders: another one is painted anew. */
  cells: MapCells;
  scale: HeatScale;
}

/** The cells alone, as pixels. What can be read and reached stands over it. */
export function MapCanvas({ size, cells, scale }: MapCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const look = useLook(canvas, scale.tokens);
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (!element || !context || !look || size.width === 0 || size.height === 0) return;
    const ratio = window.devicePixelRatio || 1;
    const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
    // setting it clears, and costs as much as the painting
    if (element.width !== width) element.width = width;
    if (element.height !== height) element.height = height;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawMap(context, size, cells, scale, look);
  }, [size, cells, scale, look]);
  return <canvas ref={canvas} className="absolute inset-0 size-full" />;
}

/** The colours of the theme in force; others after it changed. */
function useLook(box: RefObject<HTMLElement | null>, tokens: readonly string[]): MapLook | null {
  const [look, setLook] = useState<MapLook | null>(null);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const read = () => {
      const style = getComputedStyle(element);
      const token = (name: string) => style.getPropertyValue(`--${name}`);
      setLook({
        colours: rampColours(tokens, token),
        dash: toCanvasColour(token("border-strong")),
        none: toCanvasColour(token("muted")),
      });
    };
    read();
    return watchTheme(read);
  }, [box, tokens]);
  return look;
}
