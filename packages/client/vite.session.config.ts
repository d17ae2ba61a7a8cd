import { defineConfig } from "vite";

/** `@openlock/client/session`: an ES module beside `openlock.js`, which it imports, as `grants.js` is. */
export default defineConfig({
  resolve: { conditions: ["@openlock/source"] },
  build: {
    lib: { entry: "src/session.ts", formats: ["es"], fileName: "session" },
    target: "es2022",
    outDir: "dist",
    emptyOutDir: false,
    sourcemap: true,
    rolldownOptions: {
      external: (id) => id === "./index.ts" || id.endsWith("/client/src/index.ts"),
      output: { minify: true, paths: () => "./openlock.js" },
    },
  },
});
