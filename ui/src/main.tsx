import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { startI18n, systemLanguage } from "./app/i18n/i18n";
import { lastAppearance } from "./app/preferences/appearance";
import { collectPageErrors } from "./backend/pageErrors";
import { isLanguage } from "./components/numbers/locale";
import "./app/theme/app.css";

async function start(): Promise<void> {
  collectPageErrors();
  const { language } = lastAppearance(systemLanguage());
  startI18n(isLanguage(language) ? language : "en");
  const root = document.getElementById("root");
  if (!root) throw new Error("index.html has no #root");
  let content = <App />;
  if (import.meta.env.MODE === "fixture") {
    const { startFixture } = await import("../tests/fixture/start");
    content = startFixture(content);
  }
  createRoot(root).render(content);
}

void start();
