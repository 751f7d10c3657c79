import type { Batch, BatchAnswer, Movement, Transfer } from '@florin/sdk';

/** A movement that a scenario is about to send, with its idempotency key. */
export type Intent = { key: string } & (
  | { operation: 'credit'; body: Movement }
  | { operation: 'debit'; body: Movement }
  | { operation: 'transfer'; body: Transfer }
  | { operation: 'batch'; body: Batch }
);

/** The bank's answer to an intent. An intent without an outcome may or may not have moved money. */
export type Outcome = {
  key: string;
  moved: boolean;
  /** The indexes of the refused movements of a batch that is not atomic. */
  except?: number[];
};

/** One line of a journal, as a scenario prints it. */
type JournalLine = { intent: Intent } | { outcome: Outcome };

export type Journal = {
  moved: Intent[];
  refused: Intent[];
  /** Sent and not answered. A retry under the same key returns the outcome. */
  open: Intent[];
};

/** Reads a scenario's output. Throws on an outcome without an intent, because then the journal has lost lines. */
export function readJournal(text: string): Journal {
  const intents = new Map<string, Intent>();
  const outcomes = new Map<string, Outcome>();
  for (const line of text.split('\n')) {
    if (!line.startsWith('{')) continue;
    const entry = JSON.parse(line) as JournalLine;
    if ('intent' in entry) intents.set(entry.intent.key, entry.intent);
    else outcomes.set(entry.outcome.key, entry.outcome);
  }
  const lost = [...outcomes.keys()].find((key) => !intents.has(key));
  if (lost !== undefined) throw new Error(`The journal has an outcome for ${lost}, which has no intent.`);

  const journal: Journal = { moved: [], refused: [], open: [] };
  for (const intent of intents.values()) {
    const outcome = outcomes.get(intent.key);
    if (!outcome) journal.open.push(intent);
    else settleIn(journal, intent, outcome);
  }
  return journal;
}

/** Records the outcome of an intent. A batch that moved in part is recorded as moved and as refused. */
export function settleIn(
  { moved, refused }: Pick<Journal, 'moved' | 'refused'>,
  intent: Intent,
  outcome: Omit<Outcome, 'key'>,
): void {
  if (!outcome.moved) return void refused.push(intent);
  if (intent.operation !== 'batch') return void moved.push(intent);
  const except = new Set(outcome.except);
  const part = (isRefused: boolean): Intent => ({
    ...intent,
    body: { movements: intent.body.movements.filter((_, index) => except.has(index) === isRefused) },
  });
  moved.push(part(false));
  if (except.size > 0) refused.push(part(true));
}

/** The indexes of the movements that a batch refused while it posted the others. */
export function refusedIn({ results }: Pick<BatchAnswer, 'results'>): number[] {
  return results.flatMap(({ status }, index) => (status === 'completed' ? [] : [index]));
}

/** The number of movements in an intent. */
export function sizeOf(intent: Intent): number {
  return intent.operation === 'batch' ? intent.body.movements.length : 1;
}
