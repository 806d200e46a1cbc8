import type { Query, QueryClient } from "@tanstack/react-query";
import type { Section } from "./bindings";

/** Asks again for what changed; what nobody looks at is only marked. The section is the first word of every query key. */
export function invalidateSections(client: QueryClient, sections: readonly Section[]): Promise<void> {
  const changed = new Set<unknown>(sections);
  return client.invalidateQueries({ predicate: (query: Query) => changed.has(query.queryKey[0]) });
}
