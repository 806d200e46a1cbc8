import { useCallback, useState } from "react";
import { commands, type KillLevel } from "~/backend/bindings";
import { useDeskMutation } from "~/backend/useDeskMutation";
import { useDeskQuery } from "~/backend/useDeskQuery";
import { useErrorText } from "~/backend/useErrorText";

/** Pause, resume and the three levels of the kill switch. Needs nothing but the backend to work. */
export function useKillSwitch(paused: boolean) {
  const [open, setOpen] = useState(false);
  const errorText = useErrorText();
  const risk = useDeskQuery("risk", [], () => commands.risk(), { enabled: open });
  const pausing = useDeskMutation(
    (stop: boolean) => (stop ? commands.pause("") : commands.resume()),
    ["snapshot", "risk"],
  );
  const killing = useDeskMutation(
    (level: KillLevel) => commands.kill(level),
    ["snapshot", "risk", "holdings", "approvals"],
  );
  const { mutate: pull, reset, error } = killing;
  const { mutate: setPaused } = pausing;

  const show = useCallback(() => setOpen(true), []);
  const onClose = useCallback(() => {
    setOpen(false);
    reset();
  }, [reset]);
  const onKill = useCallback((level: KillLevel) => pull(level, { onSuccess: onClose }), [pull, onClose]);
  const togglePause = useCallback(() => setPaused(!paused), [setPaused, paused]);
  return {
    paused,
    show,
    togglePause,
    dialog: {
      open,
      preview: risk.data?.kill ?? null,
      asOfMs: risk.dataUpdatedAt || Date.now(),
      problem: error ? errorText(error) : null,
      onKill,
      onClose,
    },
  };
}
