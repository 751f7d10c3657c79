import type { Movement, Transfer } from '@florin/sdk';

/** A movement that a scenario was about to ask for, under the key it asks with. */
export type Intent = { key: string } & (
  | { operation: 'credit'; body: Movement }
  | { operation: 'debit'; body: Movement }
  | { operation: 'transfer'; body: Transfer }
);

/** What the bank said to it. An intent without an outcome may or may not have moved money. */
export type Outcome = { key: string; moved: boolean };

/** One line of a journal, as scenarios print it. */
export type JournalLine = { intent: Intent } | { outcome: Outcome };

export type Journal = {
  moved: Intent[];
  refused: Intent[];
  /** Asked for, and never answered: retry under the same key to learn what became of them. */
  open: Intent[];
};

/** Reads a scenario's output. Throws on an outcome without its intent: then the journal has lost lines. */
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
  if (lost !== undefined)
    throw new Error(`The journal has an outcome for ${lost}, which was never asked for.`);

  const journal: Journal = { moved: [], refused: [], open: [] };
  for (const intent of intents.values()) {
    const outcome = outcomes.get(intent.key);
    if (!outcome) journal.open.push(intent);
    else if (outcome.moved) journal.moved.push(intent);
    else journal.refused.push(intent);
  }
  return journal;
}
