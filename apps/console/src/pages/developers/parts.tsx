import type { Scope } from '@florin/sdk';
import { useQuery } from '@tanstack/react-query';
import type { MessageKey } from '../../messages/texts.ts';
import { useMessages } from '../../messages/use-messages.ts';
import { florin, useMay } from '../../session/current-session.ts';
import { useFormats } from '../../settings/use-formats.ts';
import { StatusBadge } from '../../ui/badge.tsx';
import { Panel } from '../../ui/page.tsx';

type Part = {
  label: MessageKey;
  scopes: Scope[];
  /** A small read that the part itself answers. Throws while it is away. */
  probe: (signal: AbortSignal) => PromiseLike<unknown>;
};

const once = { maxRetries: 0 } as const;

const parts: readonly Part[] = [
  {
    label: 'parts.api',
    scopes: [],
    async probe(signal) {
      const { status } = await florin.health.ready({ signal });
      if (status !== 'ready') throw new Error(status);
    },
  },
  {
    label: 'parts.ledger',
    scopes: ['accounts:read'],
    probe: (signal) => florin.accounts.list({ limit: 1 }, { ...once, signal }),
  },
  {
    label: 'parts.fraud',
    scopes: ['fraud:read'],
    probe: (signal) => florin.fraud.alerts.list({ limit: 1 }, { ...once, signal }),
  },
  {
    label: 'parts.notifications',
    scopes: ['webhooks:read'],
    probe: (signal) => florin.webhookDeliveries.list({ limit: 1 }, { ...once, signal }),
  },
  {
    label: 'parts.analytics',
    scopes: ['analytics:read'],
    probe: (signal) => florin.analytics.topMovers({ limit: 1 }, { ...once, signal }),
  },
];

/** Whether each part of the bank answers, and how fast. The API's own `checks` are only on its metrics port. */
export function Parts() {
  const t = useMessages();
  const may = useMay();
  return (
    <Panel title={t('parts.title')}>
      <ul className="plain-list">
        {parts
          .filter(({ scopes }) => may(...scopes))
          .map((part) => (
            <PartLine key={part.label} {...part} />
          ))}
      </ul>
    </Panel>
  );
}

const everyMs = 10_000;

function PartLine({ label, probe }: Part) {
  const t = useMessages();
  const { number } = useFormats();
  const { data, error, isPending } = useQuery({
    queryKey: ['part', label],
    queryFn: async ({ signal }) => {
      const beganMs = performance.now();
      await probe(signal);
      return performance.now() - beganMs;
    },
    refetchInterval: everyMs,
  });
  return (
    <li>
      {t(label)}
      <span className="status-cell">
        {data !== undefined && !error && <span className="muted small">{number(Math.round(data))} ms</span>}
        {isPending ? '…' : <StatusBadge status={error ? 'away' : 'ready'} />}
      </span>
    </li>
  );
}
