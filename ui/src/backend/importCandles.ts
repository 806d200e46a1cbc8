import { Channel } from "@tauri-apps/api/core";
import { commands, type ImportProgress, type ImportRequest } from "./bindings";

/** Imports a file; `onProgress` hears from time to time how far it is. */
export function importCandles(request: ImportRequest, onProgress: (progress: ImportProgress) => void) {
  const progress = new Channel<ImportProgress>();
  progress.onmessage = onProgress;
  return commands.importCandles(request, progress);
}
