import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Section } from "./bindings";
import { type Answer, call } from "./call";
import { asDeskError, type DeskError } from "./deskError";
import { invalidateSections } from "./sections";

export interface SecretAct<Output> {
  pending: boolean;
  error: DeskError | null;
  run: (ask: () => Promise<Answer<Output>>, done: (output: Output) => void) => void;
}

/**
 * An act whose input is secret. Unlike `useDeskMutation` nothing of the input is kept: a mutation's variables would stay
 * in its cache for minutes after the form is gone.
 */
export function useSecretAct<Output>(touches: readonly Section[]): SecretAct<Output> {
  const client = useQueryClient();
  const [state, setState] = useState<{ pending: boolean; error: DeskError | null }>({ pending: false, error: null });
  const run = (ask: () => Promise<Answer<Output>>, done: (output: Output) => void) => {
    setState({ pending: true, error: null });
    call(ask())
      .then(
        (output) => {
          setState({ pending: false, error: null });
          done(output);
        },
        (thrown) => setState({ pending: false, error: asDeskError(thrown) }),
      )
      .finally(() => invalidateSections(client, touches));
  };
  return { ...state, run };
}
