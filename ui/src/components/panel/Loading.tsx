import { Progress } from "../progress/Progress";
import type { LoadingProgress } from "./panelState";
import { Skeleton } from "./Skeleton";
import { useDelayed } from "./useDelayed";

/** Nothing for 150 ms, then where rows will stand; from 2 s on how far it is, where that is known. */
export function Loading({ progress }: { progress?: LoadingProgress }) {
  const skeleton = useDelayed(true, 150);
  const slow = useDelayed(true, 2000);
  return (
    <div
      className="flex min-h-0 flex-1 flex-col overflow-hidden"
      role="status"
      aria-busy="true"
      data-testid="panel-loading"
    >
      {skeleton && <Skeleton rows={slow && progress ? 3 : 7} />}
      {slow && progress && (
        <div className="mx-4 mt-auto mb-4">
          <Progress share={progress.share} label={progress.text} />
          <div className="mt-1.5 flex items-center gap-2 text-2xs text-muted-foreground">
            {progress.left}
            <span className="flex-1" />
            {progress.actions}
          </div>
        </div>
      )}
    </div>
  );
}
