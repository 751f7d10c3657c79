import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMessages } from '../../messages/use-messages.ts';
import { florin } from '../../session/current-session.ts';
import { useFormats } from '../../settings/use-formats.ts';
import { Figure } from './figure.tsx';

const everyMs = 10_000;
const dayMs = 86_400_000;
/** The API's largest page: what is more is shown as "100+". */
const limit = 100;

/** How many things a page holds, and whether there are more. */
function useCount(
  key: string,
  load: (signal: AbortSignal) => PromiseLike<{ data: unknown[]; has_more: boolean }>,
) {
  const { number } = useFormats();
  const { data, error } = useQuery({
    queryKey: ['count', key],
    queryFn: async ({ signal }) => {
      const page = await load(signal);
      return { count: page.data.length, isMore: page.has_more };
    },
    refetchInterval: everyMs,
  });
  return { error, text: data && `${number(data.count)}${data.isMore ? '+' : ''}` };
}

export function OpenAlerts() {
  const t = useMessages();
  const { error, text } = useCount('alerts', (signal) =>
    florin.fraud.alerts.list({ state: 'open', limit }, { signal }),
  );
  return (
    <Figure label={t('home.alerts')} error={error} note={t('home.alertsNote')}>
      {text && (
        <Link to="/fraud" search={{}}>
          {text}
        </Link>
      )}
    </Figure>
  );
}

export function FailedDeliveries() {
  const t = useMessages();
  const { error, text } = useCount('deliveries', (signal) =>
    florin.webhookDeliveries.list(
      { status: 'failed', created_from: new Date(Date.now() - dayMs).toISOString(), limit },
      { signal },
    ),
  );
  return (
    <Figure label={t('home.deliveries')} error={error} note={t('home.deliveriesNote')}>
      {text && (
        <Link to="/webhooks" search={{ status: 'failed' }}>
          {text}
        </Link>
      )}
    </Figure>
  );
}
