import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useSyncExternalStore } from "react";
import { commands, type SweepView } from "~/backend/bindings";
import { invalidateSections } from "~/backend/sections";
import { useDeskQuery } from "~/backend/useDeskQuery";
import { SweepDesk } from "./SweepDesk";

const desks = new WeakMap<QueryClient, SweepDesk>();
const none: readonly SweepView[] = [];

function deskOf(client: QueryClient): SweepDesk {
  const known = desks.get(client);
  if (known) return known;
  const desk = new SweepDesk(() => void invalidateSections(client, ["backtests"]));
  desks.set(client, desk);
  return desk;
}

/** The sweeps kept, the one on the map, and the one that runs. The newest is shown unasked. */
export function useSweeps() {
  const desk = deskOf(useQueryClient());
  const state = useSyncExternalStore(desk.subscribe, desk.snapshot);
  const list = useDeskQuery("backtests", ["sweeps"], commands.sweeps);
  const kept = list.data ?? none;
  const newest = kept[0];
  const idle = state.sight === null && state.running === null && state.failure === null;
  useEffect(() => {
    if (idle && newest) void desk.show(newest);
  }, [desk, idle, newest]);
  const choose = useCallback(
    (id: string) => {
      const view = kept.find((s) => s.id === id);
      if (view) void desk.show(view);
    },
    [desk, kept],
  );
  const { run, resume, stop } = desk;
  return { ...state, kept, listError: list.error, pending: list.isPending, run, resume, stop, choose };
}
