import { useMemo } from 'react';
import { useMessages } from '../../messages/use-messages.ts';
import { useFormats } from '../../settings/use-formats.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import type { CheckedLine } from './check-file.ts';
import { totalsOf } from './totals.ts';

type ConfirmProps = {
  isOpen: boolean;
  lines: readonly CheckedLine[];
  onClose: () => void;
  onConfirm: () => void;
};

/** What will move, in sums, before anything is sent. */
export function ConfirmDialog({ isOpen, lines, onClose, onConfirm }: ConfirmProps) {
  const t = useMessages();
  const { number } = useFormats();
  const totals = useMemo(() => totalsOf(lines), [lines]);
  return (
    <Dialog title={t('import.confirmTitle')} isOpen={isOpen} onClose={onClose}>
      <p className="muted">{t('import.confirmLead')}</p>
      <ul className="plain-list import-totals">
        {totals.map(({ type, count, money }) => (
          <li key={`${type} ${money?.currency ?? ''}`}>
            <span>
              {t(`type.${type}`)}{' '}
              <span className="muted">{t('analytics.times', { count: number(count) })}</span>
            </span>
            {money && <Amount value={money.sum} currency={money.currency} />}
          </li>
        ))}
      </ul>
      <div className="form-actions">
        <Button onClick={onClose}>{t('dialog.cancel')}</Button>
        <Button kind="primary" onClick={onConfirm}>
          {t('import.confirm')}
        </Button>
      </div>
    </Dialog>
  );
}
