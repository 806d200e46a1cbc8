import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { startI18n, systemLanguage } from "./app/i18n/i18n";
import { applyAppearance, lastAppearance } from "./app/preferences/appearance";
import { collectPageErrors } from "./backend/pageErrors";
import { isLanguage } from "./components/numbers/locale";
import "./app/theme/app.css";

async function start(): Promise<void> {
  collectPageErrors();
  const fixture = import.meta.env.MODE === "fixture" ? await import("../tests/fixture/start") : null;
  const look = lastAppearance(systemLanguage());
  applyAppearance(document.documentElement, look, window.matchMedia("(prefers-color-scheme: dark)").matches);
  startI18n(isLanguage(look.language) ? look.language : "en");
  const root = document.getElementById("root");
  if (!root) throw new Error("index.html has no #root");
  createRoot(root).render(fixture ? fixture.startFixture(<App />) : <App />);
}

void start();
