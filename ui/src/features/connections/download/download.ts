import { useSyncExternalStore } from "react";
import { commands, type Downloaded, type DownloadProgress, type DownloadRequest } from "~/backend/bindings";
import { call } from "~/backend/call";
import { asDeskError, type DeskError } from "~/backend/deskError";
import { downloadCandles } from "~/backend/downloadCandles";

/** The download there is or was; one at a time, and it goes on while another screen is looked at. */
export interface Download {
  request: DownloadRequest;
  progress: DownloadProgress | null;
  /** Asked to stop; the page under way is finished first. */
  stopping: boolean;
  done: Downloaded | null;
  error: DeskError | null;
}

let now: Download | null = null;
const followers = new Set<() => void>();

function set(next: Download | null): void {
  now = next;
  for (const follower of followers) follower();
}

const change = (some: Partial<Download>) => now && set({ ...now, ...some });
const isRunning = (d: Download | null) => d !== null && d.done === null && d.error === null;

/** Starts it unless one runs. What is stored already is not asked for again, so asking again goes on. */
export function startDownload(request: DownloadRequest): void {
  if (isRunning(now)) return;
  set({ request, progress: null, stopping: false, done: null, error: null });
  call(downloadCandles(request, (progress) => isRunning(now) && change({ progress }))).then(
    (done) => change({ done }),
    (thrown) => change({ error: asDeskError(thrown) }),
  );
}

export function stopDownload(): void {
  if (!isRunning(now)) return;
  change({ stopping: true });
  // its own answer says how it ended
  call(commands.cancelDownload()).catch(() => change({ stopping: false }));
}

export const forgetDownload = () => !isRunning(now) && set(null);

function follow(changed: () => void): () => void {
  followers.add(changed);
  return () => followers.delete(changed);
}

export function useDownload() {
  const download = useSyncExternalStore(follow, () => now);
  return { download, running: isRunning(download) };
}
