import type { FraudRule } from '@florin/sdk';
import { useMessages } from '../../messages/use-messages.ts';
import { afterCursor } from '../../lists/after-cursor.ts';
import { usePages } from '../../lists/use-pages.ts';
import { florin } from '../../session/current-session.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Panel } from '../../ui/page.tsx';
import { Differences } from './differences.tsx';
import { differencesOf } from './rule-draft.ts';

/** Who changed the rule, when, from what to what. */
export function RuleHistory({ rule: { id, version } }: { rule: FraudRule }) {
  const t = useMessages();
  const { items, error, isLoading, hasMore, loadMore } = usePages(
    ['rule changes', id, version],
    (cursor, signal) => florin.fraud.rules.changes(id, afterCursor({}, cursor), { signal }),
  );
  return (
    <Panel title={t('rules.history')}>
      {error !== null && <ErrorNote error={error} />}
      {!isLoading && items.length === 0 && <p className="muted">{t('rules.noHistory')}</p>}
      {items.length > 0 && (
        <ol className="story">
          {items.map((change) => (
            <li key={change.version}>
              <span className="story-name">
                {t('account.version')} {change.version}
              </span>
              <Moment at={change.changed_at} />
              <div className="story-by">
                <code className="muted small">{change.actor?.id ?? change.changed_by}</code>
                <Differences differences={differencesOf(change.before, change.after)} />
              </div>
            </li>
          ))}
        </ol>
      )}
      {hasMore && (
        <Button size="small" onClick={loadMore}>
          {t('list.loadMore')}
        </Button>
      )}
    </Panel>
  );
}
