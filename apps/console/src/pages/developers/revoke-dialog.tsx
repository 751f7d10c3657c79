import type { ApiKey } from '@florin/sdk';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useMessages } from '../../messages/use-messages.ts';
import { florin, useSignedIn } from '../../session/current-session.ts';
import { useAttempt } from '../../session/use-attempt.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Checkbox } from '../../ui/field.tsx';
import { useToast } from '../../ui/toast.tsx';

type RevokeProps = { apiKey: ApiKey | undefined; onClose: () => void };

/** Ends a key finally, after a second click. */
export function RevokeDialog({ apiKey, onClose }: RevokeProps) {
  const t = useMessages();
  return (
    <Dialog title={t('keysOfApi.revoke')} isOpen={apiKey !== undefined} onClose={onClose}>
      {apiKey && <Revoke apiKey={apiKey} onClose={onClose} />}
    </Dialog>
  );
}

function Revoke({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const t = useMessages();
  const toast = useToast();
  const queries = useQueryClient();
  const isOwn = useSignedIn()?.keyId === apiKey.id;
  const [cascade, setCascade] = useState(false);
  const { attempt, error, isBusy } = useAttempt();
  async function revoke(idempotencyKey: string) {
    await florin.apiKeys.revoke(apiKey.id, { cascade, idempotencyKey });
    toast(t('keysOfApi.revoked', { name: apiKey.name }));
    onClose();
    await queries.invalidateQueries({ queryKey: ['api keys'] });
  }
  return (
    <>
      <p>{t('keysOfApi.revokeLead', { name: apiKey.name })}</p>
      {isOwn && <p className="is-negative">{t('keysOfApi.revokeOwn')}</p>}
      <Checkbox
        label={t('keysOfApi.cascade')}
        checked={cascade}
        onChange={(event) => setCascade(event.target.checked)}
      />
      {error !== undefined && <ErrorNote error={error} />}
      <div className="form-actions">
        <Button onClick={onClose}>{t('dialog.cancel')}</Button>
        <Button kind="danger" isBusy={isBusy} onClick={() => void attempt(revoke)}>
          {t('keysOfApi.revoke')}
        </Button>
      </div>
    </>
  );
}
