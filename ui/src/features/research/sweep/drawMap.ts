import { type HeatScale, shareOf } from "./heatScale";
import { colourAt } from "./rampColours";

export interface MapLook {
  colours: readonly string[];
  /** Of the stroke in a cell that is no strategy. */
  dash: string;
  /** Of a cell that has a row but no such figure. */
  none: string;
}

export interface MapCells {
  columns: number;
  rows: number;
  values: Float64Array;
  /** 0 has not come, 1 has, 2 is no strategy. */
  states: Uint8Array;
}

/** From this size on cells stand apart; below it they touch. */
const APART = 5;

/** Paints the map over the whole canvas, first row lowest. Cells not tried yet stay empty. */
export function drawMap(
  context: CanvasRenderingContext2D,
  size: { width: number; height: number },
  { columns, rows, values, states }: MapCells,
  scale: HeatScale,
  look: MapLook,
): void {
  const { width, height } = size;
  context.clearRect(0, 0, width, height);
  const [w, h] = [width / columns, height / rows];
  const gap = Math.min(w, h) >= APART ? 1 : 0;
  context.strokeStyle = look.dash;
  context.lineWidth = 1;
  for (let row = 0; row < rows; row++) {
    const y = (rows - 1 - row) * h;
    for (let column = 0; column < columns; column++) {
      const cell = row * columns + column;
      const state = states[cell];
      if (!state) continue;
      const x = column * w;
      if (state === 2) {
        if (gap) dash(context, x + w / 2, y + h / 2, Math.min(4, w / 4, h / 4));
        continue;
      }
      const value = values[cell] ?? Number.NaN;
      context.fillStyle = Number.isNaN(value) ? look.none : colourAt(look.colours, shareOf(scale, value));
      if (gap && Math.min(w, h) >= 12) rounded(context, x + gap / 2, y + gap / 2, w - gap, h - gap);
      else context.fillRect(x + gap / 2, y + gap / 2, w - gap + (gap ? 0 : 0.5), h - gap + (gap ? 0 : 0.5));
    }
  }
}

function rounded(context: CanvasRenderingContext2D, x: number, y: number, w: number, h: number): void {
  context.beginPath();
  context.roundRect(x, y, w, h, 2);
  context.fill();
}

function dash(context: CanvasRenderingContext2D, x: number, y: number, reach: number): void {
  context.beginPath();
  context.moveTo(x - reach, y + reach);
  context.lineTo(x + reach, y - reach);
  context.stroke();
}
