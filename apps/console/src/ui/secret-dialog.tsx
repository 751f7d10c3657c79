import { useMessages } from '../messages/use-messages.ts';
import { CopyButton } from './copy-button.tsx';
import { Dialog } from './dialog.tsx';

type SecretDialogProps = { title: string; secret: string | undefined; onClose: () => void };

/** A secret that the API shows once. */
export function SecretDialog({ title, secret, onClose }: SecretDialogProps) {
  const t = useMessages();
  return (
    <Dialog title={title} isOpen={secret !== undefined} onClose={onClose}>
      <p>{t('webhooks.secretLead')}</p>
      <div className="command-line">
        <pre className="command" tabIndex={0}>
          {secret}
        </pre>
        <CopyButton text={secret ?? ''} />
      </div>
    </Dialog>
  );
}
