import type { Transaction } from '@florin/sdk';
import { Tabs } from 'radix-ui';
import { useMessages } from '../../messages/use-messages.ts';
import { apiUrl } from '../../session/current-session.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Panel } from '../../ui/page.tsx';
import { requestTextOf } from './request-text.ts';

/** The request that makes such a transaction, to copy. */
export function RequestPanel({ transaction }: { transaction: Transaction }) {
  const t = useMessages();
  const request = requestTextOf(transaction, apiUrl);
  if (!request) return null;
  const tabs = [
    { name: 'curl', label: 'curl', text: request.curl },
    { name: 'sdk', label: 'TypeScript', text: request.sdk },
  ];
  return (
    <Panel title={t('request.title')}>
      <Tabs.Root defaultValue="curl">
        <Tabs.List className="tabs" aria-label={t('request.title')}>
          {tabs.map(({ name, label }) => (
            <Tabs.Trigger key={name} value={name} className="tab">
              {label}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {tabs.map(({ name, text }) => (
          <Tabs.Content key={name} value={name} className="command-line">
            <pre className="command" tabIndex={0}>
              {text}
            </pre>
            <CopyButton text={text} />
          </Tabs.Content>
        ))}
      </Tabs.Root>
    </Panel>
  );
}
