import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { useLanguage } from "../i18n/language.ts";
import { NotificationArea } from "./notify.tsx";
import { queries } from "./queries.ts";
import { router } from "./router.tsx";
import { cssVariables, theme } from "./theme.ts";

/** `public/color-scheme.js` reads the same before the first paint. */
const colorScheme = localStorageColorSchemeManager({ key: "openlock-color-scheme" });

export function App() {
  const language = useLanguage();
  return (
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        colorSchemeManager={colorScheme}
        defaultColorScheme="auto"
      >
        <QueryClientProvider client={queries}>
          {/* In another language everything is drawn anew: texts are read as a page is drawn. */}
          <RouterProvider key={language} router={router} />
          <NotificationArea />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>
  );
}
