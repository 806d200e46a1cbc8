import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { commands, type WalkForwardRequest, type WalkProgress } from "~/backend/bindings";
import { useDeskMutation } from "~/backend/useDeskMutation";
import { walkForward } from "~/backend/walkForward";
import { keepWalk, useKeptWalk } from "./keptWalk";

const begun: WalkProgress = { done: 0, windows: 0 };

/** The last walk, and one that runs: how far it is, and its end. */
export function useWalk() {
  const client = useQueryClient();
  const kept = useKeptWalk();
  const [progress, setProgress] = useState(begun);
  const running = useDeskMutation((request: WalkForwardRequest) => walkForward(request, setProgress));
  const { mutate, isPending, data, error } = running;
  const run = useCallback(
    (request: WalkForwardRequest) => {
      setProgress(begun);
      mutate(request, { onSuccess: (done) => keepWalk(client, done) });
    },
    [mutate, client],
  );
  // its own answer says how it ended
  const cancel = useCallback(() => void commands.cancelWalkForward().catch(() => undefined), []);
  // one that was stopped has not failed
  const failure = error?.code === "cancelled" ? null : error;
  return { view: data ?? kept, progress: isPending ? progress : null, failure, run, cancel };
}
