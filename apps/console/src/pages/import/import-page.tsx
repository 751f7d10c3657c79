import { useMessages } from '../../messages/use-messages.ts';
import { Page } from '../../ui/page.tsx';
import { CheckPanel } from './check-panel.tsx';
import { FilePanel } from './file-panel.tsx';
import { RunPanel } from './run-panel.tsx';
import { useImport } from './use-import.ts';

/** A file of movements: chosen, checked, confirmed, sent. */
export function ImportPage() {
  const t = useMessages();
  const current = useImport();
  const { name } = current.step;
  const isOver = name === 'sending' || name === 'stopped' || name === 'finished';
  return (
    <Page title={t('import.title')} lead={t('import.lead')}>
      {isOver ? <RunPanel current={current} /> : <FilePanel current={current} />}
      {!isOver && current.checked && <CheckPanel current={current} checked={current.checked} />}
    </Page>
  );
}
