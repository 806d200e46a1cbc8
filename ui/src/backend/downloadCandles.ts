import { Channel } from "@tauri-apps/api/core";
import { commands, type DownloadProgress, type DownloadRequest } from "./bindings";

/** Fetches candles from a venue; `onProgress` hears after every page. */
export function downloadCandles(request: DownloadRequest, onProgress: (progress: DownloadProgress) => void) {
  const progress = new Channel<DownloadProgress>();
  progress.onmessage = onProgress;
  return commands.downloadCandles(request, progress);
}
