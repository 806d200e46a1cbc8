import { Search } from "lucide-react";
import { useState } from "react";
import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
  SearchField,
} from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useMode } from "~/backend/useSnapshot";
import { Kbd } from "~/components/button/Kbd";
import { ModeChip } from "~/components/chip/ModeChip";
import { type Command, useAllCommands } from "~/components/commands/CommandProvider";
import { highlightWords, matchesWords } from "~/components/commands/matchWords";

/** Every action, place and setting by its name. What moves money opens its card; it never acts from here. */
export function Palette({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <ModalOverlay
      isOpen={open}
      onOpenChange={(now) => !now && onClose()}
      isDismissable
      className="overlay-in fixed inset-(--edge) z-40 flex items-start justify-center bg-scrim pt-[104px]"
    >
      <Modal className="w-[640px] max-w-[90vw]">
        <Dialog
          aria-label={t("palette.title")}
          data-testid="palette"
          className="overflow-hidden rounded-[10px] bg-popover text-popover-foreground shadow-popover outline-none"
        >
          <PaletteBody onClose={onClose} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function PaletteBody({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const mode = useMode();
  const commands = useAllCommands();
  const [query, setQuery] = useState("");
  const found = commands.filter((c) => matchesWords(`${c.title} ${c.group} ${c.note ?? ""}`, query));
  const groups = [...new Set(found.map((c) => c.group))];
  const run = (id: string) => {
    onClose();
    found.find((c) => c.id === id)?.run();
  };
  return (
    <Autocomplete inputValue={query} onInputChange={setQuery}>
      <SearchField
        aria-label={t("palette.title")}
        autoFocus
        className="flex h-[50px] items-center gap-3 border-b px-[18px]"
      >
        <Search size={16} aria-hidden="true" className="text-muted-foreground" />
        <Input
          placeholder={t("palette.placeholder")}
          data-testid="palette-input"
          className="min-w-0 flex-1 bg-transparent text-md outline-none placeholder:text-subtle-foreground [&::-webkit-search-cancel-button]:hidden"
        />
        <ModeChip mode={mode} />
      </SearchField>
      <Menu
        aria-label={t("palette.title")}
        onAction={(key) => run(String(key))}
        className="max-h-[min(440px,60vh)] overflow-auto p-1.5 outline-none"
        data-scrolls=""
        renderEmptyState={() => <p className="p-6 text-center text-xs text-muted-foreground">{t("palette.nothing")}</p>}
      >
        {groups.map((group) => (
          <MenuSection key={group} id={group}>
            <Header className="px-3.5 pt-2.5 pb-1 text-2xs text-subtle-foreground">{group}</Header>
            {found.filter((c) => c.group === group).map((c) => row(c, query))}
          </MenuSection>
        ))}
      </Menu>
      <footer className="flex h-9 items-center gap-3 border-t px-[18px] text-xs text-muted-foreground">
        <span className="flex items-center gap-1.5">
          <Kbd chord="ArrowUp" /> <Kbd chord="ArrowDown" /> {t("palette.choose")}
        </span>
        <span className="flex items-center gap-1.5">
          <Kbd chord="Enter" /> {t("palette.doIt")}
        </span>
        <span className="flex-1" />
        {t("palette.askAgain")}
      </footer>
    </Autocomplete>
  );
}

function row({ icon: Icon, ...c }: Command, query: string) {
  return (
    <MenuItem
      key={c.id}
      id={c.id}
      textValue={c.title}
      data-testid={`palette-${c.id}`}
      className="flex min-h-[38px] cursor-default items-center gap-3 rounded-md px-3.5 text-sm outline-none focus:bg-accent focus:font-medium"
    >
      {Icon && (
        <Icon size={16} aria-hidden="true" className={c.destructive ? "text-destructive" : "text-muted-foreground"} />
      )}
      <span>
        {highlightWords(c.title, query).map((piece, i) => (
          <span key={i} className={piece.hit ? "font-semibold text-signed" : ""}>
            {piece.text}
          </span>
        ))}
      </span>
      {c.note && <span className="text-xs font-normal text-subtle-foreground">{c.note}</span>}
      <span className="flex-1" />
      {c.keys?.split(" ").map((chord) => (
        <Kbd key={chord} chord={chord} />
      ))}
    </MenuItem>
  );
}
