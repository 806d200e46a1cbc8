import { getCurrentWebview } from "@tauri-apps/api/webview";

/** Zooms the whole window; 1 is its natural size. Refused where there is no window, as in a browser. */
export async function zoomWindow(factor: number): Promise<void> {
  await getCurrentWebview().setZoom(factor);
}
