import { Type } from 'typebox';

/**
 * Seconds between one attempt and the next, as Standard Webhooks suggests: 5 s, 5 min, 30 min, 2 h, 5 h, 10 h,
 * 14 h, 20 h, 24 h. Ten attempts over three days; after the last the delivery has failed.
 */
export const retrySeconds = Type.Array(Type.Integer({ minimum: 1, maximum: 604_800 }), {
  default: [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400],
  maxItems: 50,
});

/** Milliseconds until the attempt after attempt number `attempt` (1 is the first); nothing when it was the last. */
export function retryDelayMs(
  schedule: readonly number[],
  attempt: number,
  random = Math.random,
): number | undefined {
  const seconds = schedule[attempt - 1];
  if (seconds === undefined) return undefined;
  // Up to a tenth more, so that all that failed together does not come back together.
  return Math.round(seconds * 1_000 * (1 + random() / 10));
}

/** Attempts that a process died during, one after the other, until nothing more is believed of the next one. */
const lostAttemptsBelieved = 3;

/**
 * Whether attempt number `attempt` is not made any more: the schedule is used up, and the last three attempts ended
 * the process that made them. One that was lost with its process only once or twice is made, though it is not in the schedule.
 */
export function isGivenUp(schedule: readonly number[], attempt: number, lostAttempts: number): boolean {
  return lostAttempts >= lostAttemptsBelieved && attempt > schedule.length + 1;
}
