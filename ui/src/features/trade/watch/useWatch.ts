import { useMemo } from "react";
import { commands } from "~/backend/bindings";
import { useDeskQuery } from "~/backend/useDeskQuery";
import { useFeedPart } from "../market/FeedContext";
import { withTickers } from "./watchRows";

export function useWatch() {
  const query = useDeskQuery("market", ["watchlist"], () => commands.watchlist());
  const live = useFeedPart((feed) => feed.watch);
  const rows = useMemo(() => withTickers(query.data ?? [], live), [query.data, live]);
  return { rows, query };
}
