import { useTranslation } from "react-i18next";
import type { Session } from "~/backend/reply";
import { Band } from "~/components/marks/Band";
import { Mark } from "~/components/marks/Mark";
import { Seal } from "~/components/marks/Seal";

/** Either end of the public key, as it is read aloud. */
export function keyText(publicKey: string): string {
  const four = (text: string) => text.toUpperCase().match(/.{4}/g)?.join(" ") ?? "";
  return `${four(publicKey.slice(0, 8))} … ${four(publicKey.slice(-8))}`;
}

/** The seal of the key just made; before that an open place for it. */
export function KeyDocument({ session }: { session: Session | null }) {
  const { t } = useTranslation();
  if (!session) {
    return (
      <div className="flex h-28 items-center justify-center gap-3 rounded-lg border border-dashed border-input px-4 text-xs text-muted-foreground">
        <Mark size={28} open />
        {t("onboarding.signLater")}
      </div>
    );
  }
  return (
    <div className="flex flex-col items-center overflow-hidden rounded-lg border bg-signed-wash pb-2.5">
      <div className="w-full text-signed-line opacity-50">
        <Band seed={session.public_key} height={18} waves={26} />
      </div>
      <Seal signature={session.public_key} size={172} className="stamp mt-3" testId="onboarding-seal" />
      <p className="mt-2 font-mono text-xs text-signed" data-raw={session.public_key}>
        {keyText(session.public_key)}
      </p>
      <p className="text-xs text-muted-foreground">{t("onboarding.signedInAs", { user: session.user })}</p>
    </div>
  );
}
