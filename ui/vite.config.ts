import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here("."),
  base: "./",
  plugins: [react(), tailwindcss()],
  resolve: { alias: { "~": here("src") } },
  clearScreen: false,
  server: { port: 5173, strictPort: true },
  build: {
    outDir: here("dist"),
    emptyOutDir: true,
    target: "safari16",
    // Fonts and pictures stay files: the content-security policy allows the window's own origin only.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
  },
});
