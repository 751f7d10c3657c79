import type { FraudRule } from '@florin/sdk';
import { useQueryClient } from '@tanstack/react-query';
import { useMessages } from '../../messages/use-messages.ts';
import { florin } from '../../session/current-session.ts';
import { useAttempt } from '../../session/use-attempt.ts';
import { useFormats } from '../../settings/use-formats.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { useToast } from '../../ui/toast.tsx';
import type { BackTests } from './back-test.tsx';
import { Differences } from './differences.tsx';
import { changesOf, differencesOf, draftOf, type Draft } from './rule-draft.ts';

type SaveProps = { rule: FraudRule; draft: Draft; tests: BackTests; isOpen: boolean; onClose: () => void };

/** What will be different, before it is. */
export function SaveDialog({ isOpen, ...rest }: SaveProps) {
  const t = useMessages();
  return (
    <Dialog title={t('rules.saveTitle')} isOpen={isOpen} onClose={rest.onClose}>
      <Save {...rest} />
    </Dialog>
  );
}

function Save({ rule, draft, tests, onClose }: Omit<SaveProps, 'isOpen'>) {
  const t = useMessages();
  const toast = useToast();
  const queries = useQueryClient();
  const { number } = useFormats();
  const { attempt, error, isBusy } = useAttempt();
  async function save(idempotencyKey: string) {
    await florin.fraud.rules.update(rule.id, changesOf(rule, draft), { idempotencyKey });
    toast(t('rules.saved'));
    onClose();
    await queries.invalidateQueries();
  }
  return (
    <>
      <Differences differences={differencesOf(draftOf(rule), draft)} />
      {tests.saved && tests.draft && (
        <p>
          {t('rules.effect', {
            before: number(tests.saved.alert_count),
            after: number(tests.draft.alert_count),
          })}
        </p>
      )}
      <p className="muted small">{t('rules.fromNowOn')}</p>
      {error !== undefined && <ErrorNote error={error} />}
      <div className="form-actions">
        <Button onClick={onClose}>{t('dialog.cancel')}</Button>
        <Button kind="primary" isBusy={isBusy} onClick={() => void attempt(save)}>
          {t('rules.save')}
        </Button>
      </div>
    </>
  );
}
