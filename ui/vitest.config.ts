import { mergeConfig } from "vite";
import { defineConfig } from "vitest/config";
import vite from "./vite.config.ts";

export default mergeConfig(
  vite,
  defineConfig({
    test: {
      environment: "jsdom",
      include: ["src/**/*.test.{ts,tsx}", "tests/**/*.test.{ts,tsx}"],
      setupFiles: ["tests/setup.ts"],
      css: false,
      // whole screens on a slow machine with two busy cores
      testTimeout: 30_000,
    },
  }),
);
