import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "~/backend/useDoor";
import { ModeChip } from "~/components/chip/ModeChip";
import { Ring } from "~/components/marks/Ring";
import { Triangle } from "~/components/marks/Triangle";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Signed } from "~/components/numbers/Signed";
import { Time } from "~/components/numbers/Time";
import { Note } from "~/components/panel/Note";
import { Scale } from "~/components/scale/Scale";
import { HashConfirm } from "~/components/signing/HashConfirm";
import { HoldButton } from "~/components/signing/HoldButton";

/** A made-up proposal: its figures stand still, so that only the look changes. */
const EXPIRES_MS = 1_571_305_498_000;
const HASH = "4f9c0b7e52a1d836c4ee90f71b2d6a5877c021ae93f04d1be86a2c5b7d10e93f";

interface SampleCardProps {
  signBy: string;
}

/** What the choices beside it look like. It can be held or typed, and signs nothing. */
export function SampleCard({ signBy }: SampleCardProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [times, setTimes] = useState(0);
  const key = useSession()?.public_key;
  const done = () => setTimes((n) => n + 1);
  return (
    <section data-testid="settings-sample">
      <h2 className="text-md font-semibold">{t("settings.sample")}</h2>
      <p className="mb-3 text-xs text-muted-foreground">{t("settings.sampleText")}</p>
      <div className="rounded-lg border border-dashed border-border-strong bg-card p-4">
        <header className="flex items-start gap-3">
          <Ring secondsLeft={161} totalSeconds={300} />
          <div className="min-w-0 flex-1">
            <h3 className="flex items-center gap-1.5 text-md font-semibold text-up">
              <Triangle up />
              {t("settings.sampleTitle", { quantity: formatDecimal("0.5909", 4, locale) })}
            </h3>
            <p className="text-xs text-muted-foreground">
              {t("settings.sampleWhere", { value: formatDecimal("4748.40", 2, locale) })}
            </p>
          </div>
          <ModeChip mode="paper" />
        </header>
        <div className="my-3">
          <Scale stop="7965.36" target="8179.46" now="8035.88" decimals={2} loss="-51.13" gain="75.26" />
        </div>
        <dl className="mb-3 space-y-0.5 text-xs">
          <div className="flex justify-between gap-3">
            <dt className="text-muted-foreground">{t("settings.sampleLoss")}</dt>
            <dd>
              <Signed value="-51.13" decimals={2} unit="USD" className="font-medium" />
            </dd>
          </div>
          <div className="flex justify-between gap-3">
            <dt className="text-muted-foreground">{t("settings.sampleExpires")}</dt>
            <dd>
              <Time ms={EXPIRES_MS} className="font-medium" />
            </dd>
          </div>
        </dl>
        {signBy === "hash" ? (
          <>
            <p className="mb-1 font-mono text-2xs break-all text-muted-foreground">{HASH}</p>
            <HashConfirm
              key={times}
              hash={HASH}
              label={t("settings.sign")}
              onConfirmed={done}
              testId="settings-sample-sign"
            />
          </>
        ) : (
          <HoldButton key={times} mode="paper" seal={key} onHeld={done} testId="settings-sample-sign">
            {t("parts.holdToSign")}
          </HoldButton>
        )}
        <p
          className="mt-2 min-h-4 text-2xs text-muted-foreground"
          aria-live="polite"
          data-testid="settings-sample-done"
        >
          {times > 0 && t("settings.sampleSigned")}
        </p>
      </div>
      <Note tone="warn" className="mt-4">
        {t("settings.sampleNote")}
      </Note>
    </section>
  );
}
