import { Money } from '@florin/sdk';
import { FileDown, FileUp } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useActions } from '../../actions/actions.ts';
import type { MessageKey } from '../../messages/texts.ts';
import { useMessages } from '../../messages/use-messages.ts';
import { Button } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Field, Input, Select } from '../../ui/field.tsx';
import { Panel } from '../../ui/page.tsx';
import { saveFile } from '../../ui/save-file.ts';
import type { Import } from './use-import.ts';

/** Where a file is chosen, and how it is read. */
export function FilePanel({ current }: { current: Import }) {
  const t = useMessages();
  const { options, change, step } = current;
  return (
    <Panel title={t('import.file')}>
      <div className="form">
        <DropZone onFile={(file) => void current.choose(file)} />
        {step.name === 'unreadable' && (
          <p className="field-error" role="alert">
            {t(step.reason, step.values)}
          </p>
        )}
        <p className="muted small" role="status">
          {step.name === 'checking' && t('import.checking', { done: step.done, total: step.total })}
        </p>
        <div className="import-options">
          <Field label={t('import.currency')}>
            <Select
              options={[
                { value: '', label: '–' },
                ...Money.currencyCodes.map((code) => ({ value: code, label: code })),
              ]}
              value={options.currency}
              onChange={({ target }) => change({ currency: target.value })}
            />
          </Field>
          <Field label={t('import.encoding')}>
            <Select
              options={[
                { value: '', label: t('import.detected') },
                { value: 'windows-1252', label: t('import.windows') },
                { value: 'iso-8859-15', label: 'ISO 8859-15' },
                { value: 'macintosh', label: 'Macintosh' },
              ]}
              value={options.encoding}
              onChange={({ target }) => change({ encoding: target.value })}
            />
          </Field>
          <Field label={t('import.label')} hint={t('import.labelHint')}>
            <Input
              value={options.label}
              maxLength={64}
              placeholder="2026-12"
              spellCheck={false}
              onChange={({ target }) => change({ label: target.value.replace(/[^\w.-]/g, '') })}
            />
          </Field>
        </div>
        <Columns />
      </div>
    </Panel>
  );
}

/** A file may be dropped anywhere on the page: beside the field, the browser would open it instead. */
function DropZone({ onFile }: { onFile: (file: File) => void }) {
  const t = useMessages();
  const [isOver, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const receive = useRef(onFile);
  receive.current = onFile;
  useActions([{ label: t('import.choose'), key: 'n', run: () => input.current?.click() }]);
  useEffect(() => {
    const over = (event: DragEvent) => {
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (file) receive.current(file);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, []);
  return (
    <label className={`drop-zone ${isOver ? 'is-over' : ''}`}>
      <FileUp size={22} aria-hidden="true" />
      <strong>{t('import.choose')}</strong>
      <span className="muted small">{t('import.drop')}</span>
      <input
        ref={input}
        type="file"
        accept=".csv,.txt,.tsv,text/csv"
        className="visually-hidden"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          // Otherwise the same file, corrected, would be no change.
          target.value = '';
          if (file) onFile(file);
        }}
      />
    </label>
  );
}

const columns: readonly (readonly [string, MessageKey])[] = [
  ['type', 'import.column.type'],
  ['amount', 'import.column.amount'],
  ['amount_minor', 'import.column.amount_minor'],
  ['currency', 'import.column.currency'],
  ['account_id', 'import.column.account_id'],
  ['from_account_id, to_account_id', 'import.column.transfer'],
  ['hold_id', 'import.column.hold_id'],
  ['transaction_id', 'import.column.transaction_id'],
  ['reference, description, final', 'import.column.details'],
  ['effective_at, expires_at', 'import.column.times'],
  ['metadata.<key>', 'import.column.metadata'],
];

const example = `type,account_id,from_account_id,to_account_id,amount,currency,reference
credit,acct_01m819eke0e209k3gghyc4dkah,,,1250.00,EUR,payroll-2026-11
debit,acct_01m819eke0e209k3gghyc4dkah,,,4.90,EUR,card-881
transfer,,acct_01m819eke0e209k3gghyc4dkah,acct_01m819eke0e209k3gghyc4dkaj,980.00,EUR,rent-2026-11
`;

function Columns() {
  const t = useMessages();
  return (
    <details className="import-columns">
      <summary>{t('import.columns')}</summary>
      <Facts facts={columns.map(([name, text]) => [name, t(text)])} />
      <Button
        size="small"
        icon={<FileDown size={15} />}
        onClick={() => saveFile('movements-example.csv', example)}
      >
        {t('import.example')}
      </Button>
    </details>
  );
}
