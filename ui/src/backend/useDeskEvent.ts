import { useEffect, useRef } from "react";

/** One of the generated events: `events.filesDropped`. */
interface DeskEvent<T> {
  listen: (handler: (event: { payload: T }) => void) => Promise<() => void>;
}

/** Follows an event of the backend while the component is mounted. */
export function useDeskEvent<T>(event: DeskEvent<T>, handler: (payload: T) => void): void {
  const latest = useRef(handler);
  latest.current = handler;
  useEffect(() => {
    let ended = false;
    let stop: (() => void) | undefined;
    event
      .listen(({ payload }) => latest.current(payload))
      .then(
        (unlisten) => {
          if (ended) unlisten();
          else stop = unlisten;
        },
        () => undefined, // outside the application there is nothing to listen to
      );
    return () => {
      ended = true;
      stop?.();
    };
  }, [event]);
}
