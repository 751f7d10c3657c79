import { useQuery } from '@tanstack/react-query';
import { useMessages } from '../../messages/use-messages.ts';
import { useMay } from '../../session/current-session.ts';
import { useFormats } from '../../settings/use-formats.ts';
import { Page } from '../../ui/page.tsx';
import { startOfDay } from './day-comparison.ts';
import { Books } from './books.tsx';
import { FailedDeliveries, OpenAlerts } from './open-work.tsx';
import { LatestTransactions } from './latest-transactions.tsx';
import { Refusals } from './refusals.tsx';
import { HoursPanel, TodayFigures, VolumePanel } from './today.tsx';

export function HomePage() {
  const t = useMessages();
  const may = useMay();
  const { timeZone, day } = useFormats();
  const now = useNow();
  const startMs = startOfDay(now, timeZone);
  return (
    <Page title={t('home.title')} lead={`${day(now)} · ${timeZone}`}>
      <div className="figures">
        {may('analytics:read') && <TodayFigures startMs={startMs} nowMs={now} />}
        {may('fraud:read') && <OpenAlerts />}
        {may('webhooks:read') && <FailedDeliveries />}
        {may('accounts:read') && <Books />}
      </div>
      {may('analytics:read') && (
        <>
          <HoursPanel startMs={startMs} nowMs={now} />
          <div className="columns">
            <VolumePanel startMs={startMs} nowMs={now} />
            <Refusals startMs={startMs} />
          </div>
        </>
      )}
      {may('transactions:read') && <LatestTransactions />}
    </Page>
  );
}

const everyMs = 30_000;

/** The present time, read again now and then, so that the figures move on with the day. */
function useNow(): number {
  const { data } = useQuery({
    queryKey: ['now'],
    queryFn: () => Date.now(),
    initialData: () => Date.now(),
    refetchInterval: everyMs,
  });
  return data;
}
