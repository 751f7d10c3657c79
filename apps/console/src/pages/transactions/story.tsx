import type { Transaction } from '@florin/sdk';
import { useQuery } from '@tanstack/react-query';
import { PageLoading } from '../../layout/page-states.tsx';
import { isMessageKey } from '../../messages/texts.ts';
import { useMessages } from '../../messages/use-messages.ts';
import { florin } from '../../session/current-session.ts';
import { useFormats } from '../../settings/use-formats.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Facts } from '../../ui/facts.tsx';
import { durationText, storyOf, type StoryStep } from './story.ts';

/** How often the story is read again while a step of it has not happened yet. */
const everyMs = 2_000;

/** What happened to a transaction, in order, to the millisecond, and which part of the bank did it. */
export function Story({ transaction: { id, created_at } }: { transaction: Transaction }) {
  const t = useMessages();
  const { day } = useFormats();
  const { data, error, refetch } = useQuery({
    queryKey: ['timeline', id],
    queryFn: async ({ signal }) => florin.transactions.timeline(id, { signal }),
    refetchInterval: ({ state }) => (state.data?.steps.some(({ at }) => at === null) ? everyMs : false),
  });
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <PageLoading />;
  const { actor } = data;
  return (
    <>
      <p className="muted small">{day(created_at)}</p>
      <ol className="story">
        {storyOf(data.steps).map((step, index) => (
          <StoryLine key={`${step.step} ${index}`} step={step} />
        ))}
      </ol>
      {!data.deliveries_known && <p className="muted small">{t('story.deliveriesUnknown')}</p>}
      {actor && (
        <Facts
          facts={[
            [t('story.actor'), <code key="actor">{actor.id}</code>],
            [t('story.onBehalfOf'), actor.on_behalf_of],
            [t('story.address'), actor.address],
            [t('story.request'), actor.request_id && <code>{actor.request_id}</code>],
            [t('story.correlation'), actor.correlation_id],
          ]}
        />
      )}
    </>
  );
}

function StoryLine({ step }: { step: StoryStep }) {
  const t = useMessages();
  const { clockTime, locale } = useFormats();
  const key = `step.${step.step}`;
  return (
    <li className={step.at === null ? 'is-open' : ''}>
      <span className="story-name">{isMessageKey(key) ? t(key) : step.step}</span>
      <span className="story-time">
        {step.at === null ? (
          <span className="muted">{t('story.notYet')}</span>
        ) : (
          <time dateTime={step.at}>{clockTime(step.at)}</time>
        )}
        {step.afterMs !== undefined && (
          <span className="story-after">+{durationText(step.afterMs, locale)}</span>
        )}
      </span>
      <span className="story-by muted small">
        {step.by}
        {step.detail === null ? '' : ` · ${step.detail}`}
      </span>
    </li>
  );
}
