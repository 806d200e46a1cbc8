import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { type AuditQuery, commands } from "~/backend/bindings";
import { call } from "~/backend/call";

export type ChainFilter = Omit<AuditQuery, "before_seq" | "limit">;

const PAGE = 100;

/** Entries that match, newest first, page by page. */
export function useChain(filter: ChainFilter) {
  const pages = useInfiniteQuery({
    queryKey: ["audit", "pages", filter],
    queryFn: ({ pageParam }) => call(commands.auditPage({ ...filter, before_seq: pageParam, limit: PAGE })),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => (page.entries.length < PAGE ? undefined : page.entries.at(-1)?.seq),
    placeholderData: (former) => former,
  });
  const entries = useMemo(() => pages.data?.pages.flatMap((page) => page.entries) ?? [], [pages.data]);
  return { pages, entries, total: pages.data?.pages[0]?.total ?? null };
}
