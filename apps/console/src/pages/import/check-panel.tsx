import { csvText } from '@florin/sdk/import';
import type { ColumnDef } from '@tanstack/react-table';
import { FileDown } from 'lucide-react';
import { useMemo, useState } from 'react';
import { DataTable } from '../../lists/data-table.tsx';
import { useMessages, type Translate } from '../../messages/use-messages.ts';
import { useFormats } from '../../settings/use-formats.ts';
import { Amount } from '../../ui/amount.tsx';
import { StatusBadge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Panel } from '../../ui/page.tsx';
import { saveFile } from '../../ui/save-file.ts';
import type { Checked, CheckedLine } from './check-file.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { fileNameOf, ListedLines } from './listed-lines.tsx';
import { moneyOf } from './totals.ts';
import type { Import } from './use-import.ts';

type CheckPanelProps = { current: Import; checked: Checked };

/** Every line with what the check says of it. A file with a mistake cannot be sent. */
export function CheckPanel({ current, checked }: CheckPanelProps) {
  const t = useMessages();
  const { number } = useFormats();
  const [isConfirming, setConfirming] = useState(false);
  const name = current.file?.name ?? '';
  const { lines, mistakes } = checked;
  const columns = useMemo(() => columnsOf(t), [t]);
  const isCorrect = mistakes.length === 0 && lines.length > 0;
  return (
    <Panel
      title={t('import.check', { file: name })}
      className="panel-flush"
      actions={
        isCorrect && (
          <Button kind="primary" onClick={() => setConfirming(true)}>
            {t('import.start', { count: number(lines.length) })}
          </Button>
        )
      }
    >
      <div className="import-verdict">
        <p role="status">{t(mistakes.length > 0 ? 'import.incorrect' : 'import.correct')}</p>
        {mistakes.length > 0 && <Mistakes name={name} mistakes={mistakes} />}
      </div>
      <DataTable
        label={t('import.lines')}
        columns={columns}
        items={lines}
        idOf={(line) => String(line.number)}
        empty={<EmptyState title={t('import.file.empty')} />}
      />
      <ConfirmDialog
        isOpen={isConfirming}
        lines={lines}
        onClose={() => setConfirming(false)}
        onConfirm={() => {
          setConfirming(false);
          void current.send();
        }}
      />
    </Panel>
  );
}

function Mistakes({ name, mistakes }: { name: string; mistakes: Checked['mistakes'] }) {
  const t = useMessages();
  const textOf = ({ code, values }: Checked['mistakes'][number]) => t(`import.line.${code}`, values);
  const download = () => {
    const rows = mistakes.map((each) => [each.line, each.column, textOf(each)]);
    saveFile(fileNameOf(name, 'mistakes'), csvText([['line', 'column', 'message'], ...rows]));
  };
  return (
    <>
      <ListedLines
        lines={mistakes.map((each) => ({ line: each.line, code: each.column, text: textOf(each) }))}
      />
      <Button size="small" icon={<FileDown size={15} />} onClick={download}>
        {t('import.mistakesCsv')}
      </Button>
    </>
  );
}

function columnsOf(t: Translate): ColumnDef<CheckedLine>[] {
  return [
    { id: 'line', header: t('import.line'), cell: ({ row }) => row.original.number },
    {
      id: 'movement',
      header: t('account.movement'),
      cell: ({ row: { original } }) => <Movement line={original} />,
    },
    {
      id: 'account',
      header: t('transactions.account'),
      meta: { isMinor: true },
      cell: ({ row: { original } }) => <Places cells={original.cells} />,
    },
    {
      id: 'amount',
      header: t('transactions.amount'),
      meta: { isNumber: true },
      cell: ({ row: { original } }) => <LineAmount line={original} />,
    },
    {
      id: 'check',
      header: t('accounts.status'),
      meta: { isNumber: true },
      cell: ({ row }) => <StatusBadge status={row.original.movement ? 'valid' : 'invalid'} />,
    },
  ];
}

function Movement({ line: { movement, cells } }: { line: CheckedLine }) {
  const t = useMessages();
  const detail = cells['description'] || cells['reference'];
  return (
    <div className="two-lines">
      <span>{movement ? t(`type.${movement.type}`) : cells['type']}</span>
      {detail && <span className="muted small">{detail}</span>}
    </div>
  );
}

const placeColumns = ['account_id', 'from_account_id', 'to_account_id', 'hold_id', 'transaction_id'] as const;

/** The ids of a line, each by its end. */
function Places({ cells }: { cells: CheckedLine['cells'] }) {
  const ids = placeColumns.map((column) => cells[column] ?? '').filter((id) => id !== '');
  return (
    <code className="small" title={ids.join(' → ')}>
      {ids.map((id) => (id.length > 12 ? `${id.split('_', 1)[0]}_…${id.slice(-8)}` : id)).join(' → ')}
    </code>
  );
}

/** As it will be posted; as the file has it where it will not. */
function LineAmount({ line: { movement, cells } }: { line: CheckedLine }) {
  const money = movement && moneyOf(movement);
  if (money) return <Amount value={money.amount} currency={money.currency} />;
  return <span className="muted">{cells['amount'] || cells['amount_minor'] || '–'}</span>;
}
