import type { Account, UpdateAccount } from '@florin/sdk';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { FileDown, Printer, Snowflake, Sun, Waypoints } from 'lucide-react';
import { useState } from 'react';
import { useActions } from '../../actions/actions.ts';
import { useMessages } from '../../messages/use-messages.ts';
import { florin, useMay } from '../../session/current-session.ts';
import { useAttempt } from '../../session/use-attempt.ts';
import { useFormats } from '../../settings/use-formats.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { useToast } from '../../ui/toast.tsx';

type Shown = 'freeze' | 'statement' | undefined;

export function AccountActions({ account }: { account: Account }) {
  const t = useMessages();
  const may = useMay();
  const navigate = useNavigate();
  const [shown, setShown] = useState<Shown>();
  const close = () => setShown(undefined);
  const isFrozen = account.status === 'frozen';
  const mayFreeze = may('accounts:freeze') && account.status !== 'closed';
  const mayReadLines = may('transactions:read');
  const freezeLabel = isFrozen ? t('account.unfreeze') : t('account.freeze');
  const showFlows = () => void navigate({ to: '/flows', search: { account: account.id } });
  useActions([
    ...(mayReadLines ? [{ label: t('flows.title'), key: 'w', run: showFlows }] : []),
    ...(mayReadLines ? [{ label: t('account.statement'), key: 's', run: () => setShown('statement') }] : []),
    ...(mayFreeze ? [{ label: freezeLabel, key: 'f', run: () => setShown('freeze') }] : []),
  ]);
  return (
    <>
      {mayReadLines && (
        <Button icon={<Waypoints size={16} />} onClick={showFlows}>
          {t('flows.title')}
        </Button>
      )}
      {mayReadLines && (
        <Button icon={<FileDown size={16} />} onClick={() => setShown('statement')}>
          {t('account.statement')}
        </Button>
      )}
      {mayFreeze && (
        <Button
          kind={isFrozen ? 'primary' : 'danger'}
          icon={isFrozen ? <Sun size={16} /> : <Snowflake size={16} />}
          onClick={() => setShown('freeze')}
        >
          {freezeLabel}
        </Button>
      )}
      <Dialog title={freezeLabel} isOpen={shown === 'freeze'} onClose={close}>
        <FreezeForm account={account} onDone={close} />
      </Dialog>
      <Dialog title={t('account.statement')} isOpen={shown === 'statement'} onClose={close}>
        <StatementForm account={account} />
      </Dialog>
    </>
  );
}

/** The reason stands in the account's metadata, so that it is in the audit log and on the account's page. */
const reasonKey = 'freeze_reason';

function FreezeForm({ account, onDone }: { account: Account; onDone: () => void }) {
  const t = useMessages();
  const may = useMay();
  const toast = useToast();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const { attempt, error, isBusy } = useAttempt();
  const isFrozen = account.status === 'frozen';
  const mayNote = may('accounts:write');

  async function change() {
    await florin.accounts.update(account.id, changeOf(account, mayNote ? reason.trim() : undefined));
    await queries.invalidateQueries();
    toast(isFrozen ? t('account.unfrozen') : t('account.frozen'));
    onDone();
  }
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        void attempt(change);
      }}
    >
      <p>{isFrozen ? t('account.unfreezeLead') : t('account.freezeLead')}</p>
      {!isFrozen && mayNote && (
        <Field label={t('account.reason')} hint={t('account.reasonHint')}>
          <Input
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            maxLength={200}
            required
            autoFocus
          />
        </Field>
      )}
      {error !== undefined && <ErrorNote error={error} />}
      <div className="form-actions">
        <Button onClick={onDone}>{t('dialog.cancel')}</Button>
        <Button kind={isFrozen ? 'primary' : 'danger'} type="submit" isBusy={isBusy}>
          {isFrozen ? t('account.unfreeze') : t('account.freeze')}
        </Button>
      </div>
    </form>
  );
}

/** Without a reason only the status changes: a key that may freeze need not be one that may write metadata. */
function changeOf({ status, metadata }: Account, reason: string | undefined): UpdateAccount {
  if (status === 'frozen') {
    const { [reasonKey]: former, ...others } = metadata;
    return reason === undefined || former === undefined
      ? { status: 'open' }
      : { status: 'open', metadata: others };
  }
  return reason ? { status: 'frozen', metadata: { ...metadata, [reasonKey]: reason } } : { status: 'frozen' };
}

function StatementForm({ account }: { account: Account }) {
  const t = useMessages();
  const { timeZone } = useFormats();
  const [month, setMonth] = useState(() => new Date().toISOString().slice(0, 7));
  const { attempt, error, isBusy } = useAttempt();

  async function download() {
    const period = { from: `${month}-01`, to: `${monthAfter(month)}-01`, time_zone: timeZone };
    const csv = await florin.accounts.statementCsv(account.id, period);
    saveFile(`statement-${account.id}-${month}.csv`, csv);
  }
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        void attempt(download);
      }}
    >
      <Field label={t('account.month')}>
        <Input type="month" value={month} onChange={(event) => setMonth(event.target.value)} required />
      </Field>
      {error !== undefined && <ErrorNote error={error} />}
      <div className="form-actions">
        <Button icon={<Printer size={16} />} onClick={() => window.print()}>
          {t('account.print')}
        </Button>
        <Button kind="primary" type="submit" isBusy={isBusy} icon={<FileDown size={16} />}>
          {t('account.csv')}
        </Button>
      </div>
    </form>
  );
}

function monthAfter(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
}
