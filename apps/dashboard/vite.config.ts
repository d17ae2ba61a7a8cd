import react from "@vitejs/plugin-react";
import presetMantine from "postcss-preset-mantine";
import { defaultClientConditions, defineConfig } from "vite";
import { serviceWorker } from "./service-worker/plugin.ts";

// The relay serves dist/web; dist/types beside it belongs to `tsc -b`.
export default defineConfig({
  plugins: [react(), serviceWorker()],
  resolve: { conditions: ["@openlock/source", ...defaultClientConditions] },
  css: { postcss: { plugins: [presetMantine()] } },
  build: {
    outDir: "dist/web",
    emptyOutDir: true,
    // `scripts/size.ts` reads from it what each page loads.
    manifest: true,
    target: "es2022",
    // The relay allows scripts from its own files only, so nothing may end up inline in the page.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // What the first page needs is needed together: two files (libraries change seldom), not fifty.
        codeSplitting: {
          groups: [
            { name: "libraries", test: /node_modules/, tags: ["$initial"] },
            { name: "shell", tags: ["$initial"] },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    proxy: { "^/(api|firmware|healthz|openapi.json|docs|problems)": "http://localhost:8080" },
  },
});
