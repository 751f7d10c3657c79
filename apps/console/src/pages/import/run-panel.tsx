import { FlorinError } from '@florin/sdk';
import { refusedCsv, type Refused } from '@florin/sdk/import';
import { FileDown } from 'lucide-react';
import { useMessages } from '../../messages/use-messages.ts';
import { useFormats } from '../../settings/use-formats.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Panel } from '../../ui/page.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { fileNameOf, ListedLines } from './listed-lines.tsx';
import type { Import } from './use-import.ts';

/** An import that runs, has stopped, or is complete. */
export function RunPanel({ current }: { current: Import }) {
  const t = useMessages();
  const { step, checked, file } = current;
  const total = checked?.lines.length ?? 0;
  if (step.name === 'sending')
    return (
      <Panel title={t('import.running')} actions={<Button onClick={current.stop}>{t('import.stop')}</Button>}>
        <Answered done={step.done} total={total} />
      </Panel>
    );
  if (step.name === 'stopped')
    return (
      <Panel
        title={t('import.stopped')}
        actions={
          <div className="page-actions">
            <Button onClick={current.clear}>{t('import.another')}</Button>
            <Button kind="primary" onClick={() => void current.send()}>
              {t('import.continue')}
            </Button>
          </div>
        }
      >
        <div className="form">
          <Answered done={step.done} total={total} />
          {step.error !== undefined && <WhyStopped error={step.error} />}
          <p className="muted">{t('import.stoppedLead')}</p>
        </div>
      </Panel>
    );
  if (step.name !== 'finished') return null;
  const { completed, refused } = step.outcome;
  return (
    <Panel
      title={t('import.finished')}
      actions={<Button onClick={current.clear}>{t('import.another')}</Button>}
    >
      <div className="form">
        <Counts completed={completed} refused={refused.length} />
        <p role="status">{t(refused.length > 0 ? 'import.someRefused' : 'import.allPosted')}</p>
        {refused.length > 0 && <RefusedLines name={file?.name ?? ''} refused={refused} />}
      </div>
    </Panel>
  );
}

/** Where the outcome is not known, the note about an API that is away would promise too much. */
function WhyStopped({ error }: { error: unknown }) {
  const t = useMessages();
  if (!(error instanceof FlorinError && error.outcomeUnknown)) return <ErrorNote error={error} />;
  return (
    <p className="field-error" role="alert">
      {t('import.unknown')}
    </p>
  );
}

function Answered({ done, total }: { done: number; total: number }) {
  const t = useMessages();
  const { number } = useFormats();
  const text = t('import.sent', { done: number(done), total: number(total) });
  return (
    <div className="import-progress">
      <progress className="progress" value={done} max={total} aria-label={text} />
      <p className="muted small" role="status">
        {text}
      </p>
    </div>
  );
}

function Counts({ completed, refused }: { completed: number; refused: number }) {
  const t = useMessages();
  const { number } = useFormats();
  return (
    <dl className="import-counts">
      <div>
        <dt className="muted small">{t('import.posted')}</dt>
        <dd>{number(completed)}</dd>
      </div>
      <div>
        <dt className="muted small">{t('import.refused')}</dt>
        <dd className={refused > 0 ? 'is-negative' : ''}>{number(refused)}</dd>
      </div>
    </dl>
  );
}

function RefusedLines({ name, refused }: { name: string; refused: Refused[] }) {
  const t = useMessages();
  return (
    <>
      <ListedLines lines={refused.map(({ line, code, detail }) => ({ line, code, text: detail }))} />
      <Button
        size="small"
        className="import-download"
        icon={<FileDown size={15} />}
        onClick={() => saveFile(fileNameOf(name, 'errors'), refusedCsv(refused))}
      >
        {t('import.refusedCsv')}
      </Button>
    </>
  );
}
