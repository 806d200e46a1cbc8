import { type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Section } from "./bindings";
import { type Answer, call } from "./call";
import type { DeskError } from "./deskError";
import { invalidateSections } from "./sections";

/** One act. The sections it touches are asked for again at once, without waiting for the backend's event. */
export function useDeskMutation<Input, Output>(
  act: (input: Input) => Promise<Answer<Output>>,
  touches: readonly Section[] = [],
): UseMutationResult<Output, DeskError, Input> {
  const client = useQueryClient();
  return useMutation<Output, DeskError, Input>({
    mutationFn: (input) => call(act(input)),
    onSettled: () => invalidateSections(client, touches),
  });
}
