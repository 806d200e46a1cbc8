import { QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Router } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";
import { newQueryClient } from "~/backend/queryClient";
import { useChanges } from "~/backend/useChanges";
import { CommandProvider } from "~/components/commands/CommandProvider";
import { ShortcutProvider } from "~/components/keyboard/ShortcutProvider";
import { Gate } from "./Gate";
import { defaultBindings } from "./keys/shortcuts";
import { AppearanceProvider } from "./preferences/AppearanceProvider";

/** Everything that screens rely on, from outside to inside. `children` replace the gate in the gallery of parts. */
export function App({ children }: { children?: ReactNode }) {
  const [client] = useState(newQueryClient);
  return (
    <QueryClientProvider client={client}>
      <AppearanceProvider>
        <Router hook={useHashLocation}>
          <ShortcutProvider bindings={defaultBindings}>
            <CommandProvider>
              <Changes />
              {children ?? <Gate />}
            </CommandProvider>
          </ShortcutProvider>
        </Router>
      </AppearanceProvider>
    </QueryClientProvider>
  );
}

function Changes() {
  useChanges();
  return null;
}
