import { Channel } from "@tauri-apps/api/core";
import { commands, type WalkForwardRequest, type WalkProgress } from "./bindings";

/** Walks forward; `onProgress` hears of each window while it runs. */
export function walkForward(request: WalkForwardRequest, onProgress: (progress: WalkProgress) => void) {
  const progress = new Channel<WalkProgress>();
  progress.onmessage = onProgress;
  return commands.walkForward(request, progress);
}
