import { getCurrentWebview } from "@tauri-apps/api/webview";
import { useEffect } from "react";

/** Text size is the zoom of the whole window, so that everything grows together. 100 to 200 per cent. */
export function useTextSize(percent: number): void {
  useEffect(() => {
    setZoom(percent / 100).catch(() => undefined); // outside the application there is no window to zoom
  }, [percent]);
}

async function setZoom(factor: number): Promise<void> {
  await getCurrentWebview().setZoom(factor);
}
