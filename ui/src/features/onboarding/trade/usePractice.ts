import { useEffect, useMemo, useRef, useState } from "react";
import { commands } from "~/backend/bindings";
import { orderStory } from "~/backend/orderStory";
import type { Reply } from "~/backend/reply";
import { useDeskMutation } from "~/backend/useDeskMutation";
import { useDeskQuery } from "~/backend/useDeskQuery";

export type Practice = Reply<"approvals">[number];

/** The newest practice approval that something can be done with, or was done with. */
export function newestPractice(all: readonly Practice[], nowMs: number): Practice | null {
  const usable = (a: Practice) =>
    a.strategy === "practice" && (a.status === "used" || (a.status !== "rejected" && a.expires_ms > nowMs));
  return all.filter(usable).sort((a, b) => b.created_ms - a.created_ms)[0] ?? null;
}

/**
 * The guided first trade: one practice signal, asked for by itself; signed by hand; executed at once for its whole
 * quantity; then what the chain tells of it.
 */
export function usePractice(active: boolean, reason: string) {
  const [atMs, setAtMs] = useState(() => Date.now());
  const all = useDeskQuery("approvals", ["list"], () => commands.approvals(), { enabled: active, everyMs: 2000 });
  const approval = all.data ? newestPractice(all.data, atMs) : null;
  const ask = useDeskMutation(() => commands.practice(), ["approvals", "snapshot", "audit"]);
  const execute = useDeskMutation(
    (a: Practice) => commands.executeApproval(a.id, a.quantity),
    ["approvals", "holdings", "snapshot", "audit"],
  );
  const sign = useDeskMutation(
    ({ a, heldMs }: { a: Practice; heldMs: number }) =>
      commands.signApproval({ approval: a.id, reason, statement_hash: a.statement_hash, held_ms: heldMs }),
    ["approvals", "snapshot", "audit"],
  );

  const asked = useRef(false);
  const nothing = active && all.data !== undefined && approval === null;
  useEffect(() => {
    if (!nothing || asked.current) return;
    asked.current = true;
    ask.mutate(undefined);
  }, [nothing, ask.mutate]);

  // A desk that was closed between signature and order goes on where it was.
  const executed = useRef("");
  const due = approval?.status === "signed" && executed.current !== approval.id ? approval : null;
  useEffect(() => {
    if (!due || execute.isPending) return;
    executed.current = due.id;
    execute.mutate(due);
  }, [due, execute.mutate, execute.isPending]);

  const id = approval?.id ?? "";
  const signed = approval !== null && approval.signatures.length > 0;
  const [settled, setSettled] = useState(false);
  const timeline = useDeskQuery("audit", ["timeline", id], () => commands.timeline(id), {
    enabled: signed,
    everyMs: settled ? undefined : 500,
  });
  const story = useMemo(() => orderStory(timeline.data ?? []), [timeline.data]);
  useEffect(() => setSettled(story.protection !== null), [story.protection]);

  const again = () => {
    setAtMs(Date.now());
    sign.reset();
    execute.reset();
    ask.mutate(undefined);
  };
  const error = all.error ?? ask.error ?? sign.error ?? execute.error;
  return { approval, story, ask, sign, execute, again, error };
}
