import type { LogPosition } from '@florin/messaging';

/** The log no longer contains all events that are counted in the tables in use. Nothing was changed. */
export class LogIncomplete extends Error {
  override readonly name = 'LogIncomplete';
}

/** Throws LogIncomplete when Kafka no longer holds the first message of a partition. */
export function refuseGaps(low: LogPosition): void {
  const gaps = [...low].filter(([, offset]) => offset > 0n);
  if (gaps.length === 0) return;
  const list = gaps.map(([place, offset]) => `${place} begins at ${offset}`).join(', ');
  throw new LogIncomplete(
    `Kafka has removed the oldest events (${list}). A rebuild would lose them; the tables in use still ` +
      'count them. Nothing was changed. Topics that keep everything have retention.ms=-1.',
  );
}

export const lostEvents = (lost: number): LogIncomplete =>
  new LogIncomplete(
    `The log lacks ${lost} of the events that are counted in the tables in use: it was recreated, or messages were ` +
      'deleted. Nothing was changed.',
  );
