import type { LogPosition } from '@florin/messaging';

/** The log alone no longer tells everything that the tables in use know: nothing was changed. */
export class LogIncomplete extends Error {
  override readonly name = 'LogIncomplete';
}

/** Throws LogIncomplete when Kafka no longer holds the first message of a partition. */
export function refuseGaps(low: LogPosition): void {
  const gaps = [...low].filter(([, offset]) => offset > 0n);
  if (gaps.length === 0) return;
  const list = gaps.map(([place, offset]) => `${place} begins at ${offset}`).join(', ');
  throw new LogIncomplete(
    `Kafka has removed the oldest events (${list}). A rebuild would lose what they tell; the tables in use still ` +
      'know it. Nothing was changed. Topics that keep everything have retention.ms=-1.',
  );
}

export const lostEvents = (lost: number): LogIncomplete =>
  new LogIncomplete(
    `The log did not bring back ${lost} of the events that count in the tables in use: it was made anew, or messages ` +
      'were deleted. Nothing was changed.',
  );
