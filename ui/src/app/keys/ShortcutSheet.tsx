import { useTranslation } from "react-i18next";
import { Kbd } from "~/components/button/Kbd";
import { Dialog } from "~/components/overlay/Dialog";
import { type ShortcutGroup, shortcuts } from "./shortcuts";

const groups: readonly ShortcutGroup[] = ["everywhere", "decide", "ticket", "goTo", "chart", "research"];

export function ShortcutSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog open={open} onClose={onClose} title={t("keys.title")} width={1040} testId="shortcut-sheet">
      <div className="grid grid-cols-[repeat(auto-fill,minmax(280px,1fr))] gap-x-9 gap-y-6">
        {groups.map((group) => (
          <section key={group}>
            <h3 className="mb-1.5 text-xs font-semibold">{t(`keys.${group}`)}</h3>
            <dl>
              {shortcuts
                .filter((s) => s.group === group)
                .map((s) => (
                  <div key={s.id} className="flex min-h-[27px] items-center gap-2 border-t border-border/60 text-xs">
                    <dt className="flex-1 text-muted-foreground">{t(s.name as "keys.title")}</dt>
                    <dd className="flex gap-1">
                      {s.keys
                        .flatMap((keys) => keys.split(" "))
                        .map((chord) => (
                          <Kbd key={chord} chord={chord} />
                        ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
