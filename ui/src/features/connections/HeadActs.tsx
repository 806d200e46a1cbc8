import { FileDown, HardDriveDownload, Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { Button } from "~/components/button/Button";
import { openDialog } from "~/components/overlay/openDialog";
import { useDownload } from "./download/download";
import { useConnectRole } from "./useConnectRole";

/** Candles from a file or from a venue, and keys; absent for who may not. */
export function HeadActs({ onDownload }: { onDownload?: () => void }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const { mayConnect, mayMove } = useConnectRole();
  const { running } = useDownload();
  return (
    <>
      {mayConnect && (
        <>
          <Button onPress={() => openDialog("import")} testId="connections-import">
            <FileDown size={14} aria-hidden="true" />
            {t("connections.import")}
          </Button>
          {onDownload && (
            <Button isDisabled={running} onPress={onDownload} testId="connections-download">
              <HardDriveDownload size={14} aria-hidden="true" />
              {t(running ? "connections.downloadRuns" : "connections.download")}
            </Button>
          )}
        </>
      )}
      {mayMove && (
        <Button kind="primary" onPress={() => navigate("/accounts/add-key")} testId="connections-add-key">
          <Plus size={14} aria-hidden="true" />
          {t("connections.addKey")}
        </Button>
      )}
    </>
  );
}
