import type { Account } from '@florin/sdk';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef } from 'react';
import { PageLoading } from '../../layout/page-states.tsx';
import { DataTable } from '../../lists/data-table.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import { florin } from '../../session/current-session.ts';
import { useFormats } from '../../settings/use-formats.ts';
import { Amount } from '../../ui/amount.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Panel } from '../../ui/page.tsx';
import { lineColumns } from '../accounts/account-lines.tsx';
import { useCounterpartyNames } from './counterparty-names.ts';
import { FlowTable } from './flow-table.tsx';
import { flowsOf, keyOf, linesMax, moves, readLines, totalsOf, type Flow } from './flows.ts';

const FlowDiagram = lazy(() =>
  import('./flow-diagram.tsx').then(({ FlowDiagram }) => ({ default: FlowDiagram })),
);

const dayMs = 86_400_000;

type FlowsProps = {
  account: Account;
  days: number;
  part: string | undefined;
  onChoose: (part: string) => void;
};

/** The movements of an account in a period, summed by counterparty. */
export function AccountFlows({ account, days, part, onChoose }: FlowsProps) {
  const t = useMessages();
  const { number, minute } = useFormats();
  const { id, currency } = account;
  const { data, error, refetch } = useQuery({
    queryKey: ['flows', id, days],
    queryFn: ({ signal }) => readLines(florin, id, Date.now() - days * dayMs, signal),
  });
  const flows = useMemo(() => flowsOf(data?.lines ?? []), [data]);
  const choose = useCallback(({ key }: Flow) => onChoose(key), [onChoose]);
  if (error && !data) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <PageLoading />;
  const chosen = flows.find(({ key }) => key === part);
  const oldest = data.lines.at(-1)?.created_at;
  return (
    <>
      <Totals flows={flows} currency={currency} />
      <Panel title={t('flows.diagram')}>
        <Suspense fallback={null}>
          {flows.length > 0 && <FlowDiagram flows={flows} currency={currency} onChoose={choose} />}
        </Suspense>
        <p className="muted small">
          {data.isWhole || oldest === undefined
            ? t('flows.read', { count: number(data.lines.length) })
            : t('flows.readNewest', { count: number(linesMax), at: minute(oldest) })}
        </p>
      </Panel>
      <Panel title={t('flows.table')} className="panel-flush">
        <FlowTable flows={flows} currency={currency} chosen={chosen?.key} onChoose={choose} />
      </Panel>
      {chosen && (
        <FlowLines
          flow={chosen}
          currency={currency}
          lines={data.lines.filter((line) => moves(line) && keyOf(line) === chosen.key)}
        />
      )}
    </>
  );
}

function Totals({ flows, currency }: { flows: readonly Flow[]; currency: string }) {
  const t = useMessages();
  const { received, paid } = totalsOf(flows);
  const figures = [
    { label: t('ranking.received'), value: received },
    { label: t('ranking.paid'), value: paid },
    { label: t('flows.net'), value: received - paid, isChange: true },
  ];
  return (
    <div className="figures">
      {figures.map(({ label, ...figure }) => (
        <div key={label} className="figure">
          <span className="muted">{label}</span>
          <strong>
            <Amount {...figure} currency={currency} />
          </strong>
        </div>
      ))}
    </div>
  );
}

type Lines = Awaited<ReturnType<typeof readLines>>['lines'];

/** The movements that make one flow. The focus goes to them, because they stand below what was chosen. */
function FlowLines({ flow, currency, lines }: { flow: Flow; currency: string; lines: Lines }) {
  const t = useMessages();
  const navigate = useNavigate();
  const flows = useMemo(() => [flow], [flow]);
  const name = useCounterpartyNames(flows)(flow);
  const columns = useMemo(() => lineColumns(t, currency), [t, currency]);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), [flow.key]);
  return (
    <div ref={place} tabIndex={-1} className="flow-lines">
      <Panel title={`${t('account.lines')}: ${name}`} className="panel-flush">
        <DataTable
          label={`${t('account.lines')}: ${name}`}
          columns={columns}
          items={lines}
          idOf={(line) => line.transaction_id}
          onOpen={(line) => void navigate({ to: '/transactions/$id', params: { id: line.transaction_id } })}
          empty={null}
        />
      </Panel>
    </div>
  );
}
