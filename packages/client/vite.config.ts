import { defineConfig } from "vite";

/** One ES module with everything in it, for pages and for Node 20. Type declarations are tsc's, beside it. */
export default defineConfig({
  resolve: { conditions: ["@openlock/source"] },
  build: {
    lib: { entry: "src/index.ts", formats: ["es"], fileName: "openlock" },
    target: "es2022",
    outDir: "dist",
    emptyOutDir: false,
    sourcemap: true,
    // Vite keeps white space and long names in libraries; this one is loaded by pages as it is.
    rolldownOptions: { output: { minify: true } },
  },
});
