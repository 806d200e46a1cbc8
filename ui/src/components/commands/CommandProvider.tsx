import type { LucideIcon } from "lucide-react";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useId, useMemo, useState } from "react";

/** Something a person can do, as the palette lists it: verbs first, state in grey. */
export interface Command {
  id: string;
  /** Heading it stands under. */
  group: string;
  title: string;
  /** State, said in grey: "7 902.40 now, needs your signature". */
  note?: string;
  icon?: LucideIcon;
  /** Keys, as "G T"; shown, not bound: binding is the shortcut's part. */
  keys?: string;
  destructive?: boolean;
  /** What moves money opens its card here; it never acts at once. */
  run: () => void;
}

interface Registry {
  commands: readonly Command[];
  offer: (owner: string, commands: readonly Command[]) => () => void;
}

const CommandContext = createContext<Registry>({ commands: [], offer: () => () => undefined });

export function CommandProvider({ children }: { children: ReactNode }) {
  const [offers, setOffers] = useState<ReadonlyMap<string, readonly Command[]>>(new Map());
  const offer = useCallback((owner: string, commands: readonly Command[]) => {
    setOffers((now) => new Map(now).set(owner, commands));
    return () => {
      setOffers((now) => {
        const rest = new Map(now);
        rest.delete(owner);
        return rest;
      });
    };
  }, []);
  const value = useMemo(() => ({ commands: [...offers.values()].flat(), offer }), [offers, offer]);
  return <CommandContext value={value}>{children}</CommandContext>;
}

/** Offers commands while the component is mounted. Keep the list stable (useMemo). */
export function useCommands(commands: readonly Command[]): void {
  const owner = useId();
  const { offer } = useContext(CommandContext);
  useEffect(() => offer(owner, commands), [owner, offer, commands]);
}

export function useAllCommands(): readonly Command[] {
  return useContext(CommandContext).commands;
}
