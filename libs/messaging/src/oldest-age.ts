import type { Admin } from 'kafkajs';

/** Below a second nothing is old. */
const firstSeconds = 1;
const yearSeconds = 366 * 86_400;
const step = 8;
/** Halvings of the last step: what comes out is at most a sixteenth too small. */
const halvings = 7;

/**
 * For how many seconds the oldest message at or after these offsets (by partition) has been in the topic; 0 below a
 * second. Kafka says where a moment of time begins in a partition, so the moment is searched for: one question to know
 * that nothing is old, sixteen at most.
 */
export async function oldestAgeSeconds(
  admin: Pick<Admin, 'fetchTopicOffsetsByTimestamp'>,
  topic: string,
  waiting: ReadonlyMap<number, bigint>,
): Promise<number> {
  if (waiting.size === 0) return 0;
  const now = Date.now();
  const isOlderThan = async (seconds: number): Promise<boolean> => {
    const begins = await admin.fetchTopicOffsetsByTimestamp(topic, now - Math.round(seconds * 1_000));
    return begins.some(({ partition, offset }) => {
      const next = waiting.get(partition);
      return next !== undefined && BigInt(offset) > next;
    });
  };
  let [older, younger] = [0, firstSeconds];
  while (younger < yearSeconds && (await isOlderThan(younger))) [older, younger] = [younger, younger * step];
  if (older === 0) return 0;
  for (let halving = 0; halving < halvings; halving++) {
    const middle = (older + younger) / 2;
    if (await isOlderThan(middle)) older = middle;
    else younger = middle;
  }
  return older;
}
