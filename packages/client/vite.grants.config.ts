import { defineConfig } from "vite";

/** `@openlock/client/grants`: a second ES module beside `openlock.js`, which it imports, so that both share their errors. */
export default defineConfig({
  resolve: { conditions: ["@openlock/source"] },
  build: {
    lib: { entry: "src/grants/index.ts", formats: ["es"], fileName: "grants" },
    target: "es2022",
    outDir: "dist",
    emptyOutDir: false,
    sourcemap: true,
    rolldownOptions: {
      external: (id) => id === "../index.ts" || id.endsWith("/client/src/index.ts"),
      output: { minify: true, paths: () => "./openlock.js" },
    },
  },
});
