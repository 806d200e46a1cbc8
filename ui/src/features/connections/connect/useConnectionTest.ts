import { useRef, useState } from "react";
import { type Addresses, type ConnectionTest, commands } from "~/backend/bindings";
import { call } from "~/backend/call";
import { asDeskError, type DeskError } from "~/backend/deskError";

export interface ConnectionTrial {
  pending: boolean;
  result: ConnectionTest | null;
  error: DeskError | null;
  run: (addresses: Addresses, key: string | null) => void;
}

/** Tries a venue; of two trials the later one's answer counts. */
export function useConnectionTest(venue: string): ConnectionTrial {
  const [state, setState] = useState<Omit<ConnectionTrial, "run">>({ pending: false, result: null, error: null });
  const turn = useRef(0);
  const run = (addresses: Addresses, key: string | null) => {
    const mine = ++turn.current;
    const answer = (some: Partial<ConnectionTrial>) => {
      if (mine === turn.current) setState({ pending: false, result: null, error: null, ...some });
    };
    setState({ pending: true, result: null, error: null });
    call(commands.testConnection(venue, addresses, key)).then(
      (result) => answer({ result }),
      (thrown) => answer({ error: asDeskError(thrown) }),
    );
  };
  return { ...state, run };
}
