import type { ColumnDef } from '@tanstack/react-table';
import { useMemo } from 'react';
import { DataTable } from '../../lists/data-table.tsx';
import { useMessages, type Translate } from '../../messages/use-messages.ts';
import { useFormats } from '../../settings/use-formats.ts';
import { Amount } from '../../ui/amount.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useCounterpartyNames } from './counterparty-names.ts';
import type { Flow } from './flows.ts';

type TableProps = {
  flows: Flow[];
  currency: string;
  chosen: string | undefined;
  onChoose: (flow: Flow) => void;
};

/** The figures of the diagram, all of them, and a button for each flow that lists its movements. */
export function FlowTable({ flows, currency, chosen, onChoose }: TableProps) {
  const t = useMessages();
  const columns = useMemo(
    () => columnsOf(t, { currency, chosen, onChoose }),
    [t, currency, chosen, onChoose],
  );
  return (
    <DataTable
      label={t('flows.table')}
      columns={columns}
      items={flows}
      idOf={({ key }) => key}
      empty={<EmptyState title={t('account.noLines')}>{t('flows.nothing')}</EmptyState>}
    />
  );
}

function columnsOf(t: Translate, props: Omit<TableProps, 'flows'>): ColumnDef<Flow>[] {
  const { currency, chosen, onChoose } = props;
  const amount = (id: string, header: string, valueOf: (flow: Flow) => bigint, isMinor = false) => ({
    ...{ id, header, meta: { isNumber: true, isMinor } },
    cell: ({ row }: { row: { original: Flow } }) => (
      <Amount value={valueOf(row.original)} currency={currency} isChange={id === 'net'} />
    ),
  });
  return [
    {
      id: 'counterparty',
      header: t('flows.counterparty'),
      cell: ({ row: { original } }) => (
        <CounterpartyButton
          flow={original}
          isChosen={original.key === chosen}
          onChoose={() => onChoose(original)}
        />
      ),
    },
    amount('received', t('ranking.received'), ({ received }) => received),
    amount('paid', t('ranking.paid'), ({ paid }) => paid),
    amount('net', t('flows.net'), ({ received, paid }) => received - paid, true),
    {
      id: 'count',
      header: t('account.lines'),
      meta: { isNumber: true, isMinor: true },
      cell: ({ row }) => <Count value={row.original.count} />,
    },
  ];
}

function CounterpartyButton({
  flow,
  isChosen,
  onChoose,
}: {
  flow: Flow;
  isChosen: boolean;
  onChoose: () => void;
}) {
  const flows = useMemo(() => [flow], [flow]);
  const nameOf = useCounterpartyNames(flows);
  return (
    <button type="button" className="text-link" aria-pressed={isChosen} onClick={onChoose}>
      {nameOf(flow)}
    </button>
  );
}

function Count({ value }: { value: number }) {
  const { number } = useFormats();
  return number(value);
}
