import { Skeleton } from "@mantine/core";
import { useState } from "react";
import { serverNow } from "../../api/server-clock.ts";
import { Choices } from "../../app/Choices.tsx";
import { LoadFailure } from "../../app/LoadFailure.tsx";
import { Page } from "../../app/Page.tsx";
import { t } from "../../i18n/text.ts";
import { useDoors } from "../doors/use-doors.ts";
import { AnswerTimes } from "./AnswerTimes.tsx";
import { Connected } from "./Connected.tsx";
import { Opens } from "./Opens.tsx";
import { onlineOf } from "./online.ts";
import classes from "./Stats.module.css";
import { fill, SPANS, type Span, slotsOf } from "./slots.ts";
import { useStats } from "./use-stats.ts";

/** `/stats`: what one would rather look at than read. */
export default function StatsPage() {
  const [span, setSpan] = useState<Span>("day");
  return (
    <Page
      title={t`Statistics`}
      actions={
        <Choices
          label={t`Time`}
          value={span}
          onChange={setSpan}
          data={SPANS.map((value) => ({ value, label: SPAN_WORDS[value]() }))}
        />
      }
    >
      <Charts span={span} />
    </Page>
  );
}

const SPAN_WORDS: Readonly<Record<Span, () => string>> = {
  day: () => t`24 hours`,
  week: () => t`7 days`,
  month: () => t`30 days`,
};

function Charts({ span }: { readonly span: Span }) {
  const now = serverNow();
  const slots = slotsOf(span, now);
  const stats = useStats(slots[0]?.from ?? now, slots.at(-1)?.to ?? now);
  const doors = useDoors().data;
  if (stats.error && !stats.data) {
    return <LoadFailure error={stats.error} again={() => void stats.refetch()} />;
  }
  if (!stats.data || !doors) {
    return <Skeleton height={300} radius="lg" role="status" aria-label={t`Loading`} />;
  }
  const filled = fill(slots, stats.data.hours);
  return (
    <div className={classes.charts}>
      <Opens span={span} slots={filled} />
      <AnswerTimes span={span} slots={filled} />
      <Connected doors={onlineOf(stats.data, doors, now)} since={stats.data.since} from={stats.data.from} />
    </div>
  );
}
