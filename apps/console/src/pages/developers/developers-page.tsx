import { useMessages } from '../../messages/use-messages.ts';
import { apiUrl, useMay } from '../../session/current-session.ts';
import { Page, Panel } from '../../ui/page.tsx';
import { ApiKeys } from './api-keys.tsx';
import { Changes } from './changes.tsx';
import { Parts } from './parts.tsx';

/** What a developer needs beside the data: keys, who changed what, whether the parts answer, and the documentation. */
export function DevelopersPage() {
  const t = useMessages();
  const may = useMay();
  return (
    <Page title={t('developers.title')} lead={t('developers.lead')}>
      {may('keys:read') && <ApiKeys />}
      <div className="columns columns-wide">
        {may('audit:read') && <Changes />}
        <div className="stack">
          <Parts />
          <Documentation />
        </div>
      </div>
    </Page>
  );
}

const documents = [
  { path: '/docs', label: 'developers.reference' },
  { path: '/docs/guides', label: 'developers.guides' },
  { path: '/docs/errors', label: 'developers.errors' },
  { path: '/docs/events', label: 'developers.events' },
  { path: '/openapi.json', label: 'developers.openapi' },
] as const;

function Documentation() {
  const t = useMessages();
  return (
    <Panel title={t('developers.documentation')}>
      <ul className="plain-list">
        {documents.map(({ path, label }) => (
          <li key={path}>
            <a href={`${apiUrl}${path}`} target="_blank" rel="noreferrer">
              {t(label)}
            </a>
            <code className="muted small">{path}</code>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
