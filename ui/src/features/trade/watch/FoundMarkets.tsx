import { Search } from "lucide-react";
import { Autocomplete, Input, Menu, MenuItem, SearchField } from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { InstrumentId } from "~/backend/bindings";
import { frame, input } from "~/components/fields/frame";
import { venueName } from "~/components/words/venueName";
import { keyOf } from "../market/instrument";

interface FoundMarketsProps {
  words: string;
  onWords: (words: string) => void;
  found: readonly InstrumentId[];
  /** By venue and symbol. */
  followed: ReadonlySet<string>;
  asking: boolean;
  onTake: (id: InstrumentId) => void;
}

/** A field to type in and what it finds: arrows move, Enter takes. */
export function FoundMarkets({ words, onWords, found, followed, asking, onTake }: FoundMarketsProps) {
  const { t } = useTranslation();
  const take = (key: string) => {
    const id = found.find((m) => keyOf(m) === key);
    if (id) onTake(id);
  };
  return (
    <Autocomplete inputValue={words} onInputChange={onWords}>
      <SearchField aria-label={t("trade.findMarket")} autoFocus className={`${frame} min-h-control-lg`}>
        <Search size={14} aria-hidden="true" className="text-muted-foreground" />
        <Input
          placeholder={t("trade.findMarketAs")}
          data-testid="market-search"
          className={`${input} [&::-webkit-search-cancel-button]:hidden`}
        />
      </SearchField>
      <Menu
        aria-label={t("trade.foundMarkets")}
        onAction={(key) => take(String(key))}
        className="mt-2 h-[280px] overflow-auto outline-none"
        data-scrolls=""
        data-testid="market-found"
        renderEmptyState={() => (
          <p className="p-6 text-center text-xs text-muted-foreground">
            {t(asking ? "trade.askingVenues" : "trade.noneFound")}
          </p>
        )}
      >
        {found.map((id) => (
          <MenuItem
            key={keyOf(id)}
            id={keyOf(id)}
            textValue={id.symbol}
            data-testid={`market-found-${id.venue}-${id.symbol.replace("/", "-")}`}
            className="flex min-h-8 cursor-default items-center gap-3 rounded-md px-2.5 text-sm outline-none hover:bg-muted focus:bg-accent focus:font-medium"
          >
            <span className="flex-1">{id.symbol}</span>
            {followed.has(keyOf(id)) && <span className="text-xs text-subtle-foreground">{t("trade.followed")}</span>}
            <span className="text-xs text-muted-foreground">{venueName(id.venue, "")}</span>
          </MenuItem>
        ))}
      </Menu>
    </Autocomplete>
  );
}
