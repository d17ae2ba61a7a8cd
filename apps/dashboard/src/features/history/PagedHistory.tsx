import { Button, Skeleton, Stack, Text } from "@mantine/core";
import { LoadFailure } from "../../app/LoadFailure.tsx";
import { t } from "../../i18n/text.ts";
import { HistoryList } from "./HistoryList.tsx";
import type { useHistory } from "./use-history.ts";

interface PagedHistoryProps {
  readonly history: ReturnType<typeof useHistory>;
  readonly aboutOneDoor?: boolean;
  /** Where there is no entry. */
  readonly nothing?: string | undefined;
}

export function PagedHistory({
  history,
  aboutOneDoor = false,
  nothing = t`Nothing has happened yet.`,
}: PagedHistoryProps) {
  if (history.isPending) {
    return (
      <Stack gap="md" role="status" aria-label={t`Loading`}>
        {["80%", "65%", "75%", "60%", "70%"].map((width) => (
          <Skeleton key={width} height={16} width={width} />
        ))}
      </Stack>
    );
  }
  if (!history.data) return <LoadFailure error={history.error} again={() => void history.refetch()} />;
  const entries = history.data.pages.flatMap((page) => page.entries);
  return (
    <>
      {entries.length === 0 && !history.hasNextPage && (
        <Text size="sm" c="dimmed">
          {nothing}
        </Text>
      )}
      <HistoryList entries={entries} aboutOneDoor={aboutOneDoor} />
      {history.hasNextPage && (
        <Button
          variant="default"
          size="xs"
          mt="md"
          loading={history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
        >
          {t`Show older`}
        </Button>
      )}
    </>
  );
}
