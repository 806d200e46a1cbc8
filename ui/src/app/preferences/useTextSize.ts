import { useEffect } from "react";
import { zoomWindow } from "~/backend/windowZoom";

/** Text size is the zoom of the whole window, so that everything grows together. 100 to 200 per cent. */
export function useTextSize(percent: number): void {
  useEffect(() => {
    zoomWindow(percent / 100).catch(() => undefined); // outside the application there is no window to zoom
  }, [percent]);
}
