import type { Logger } from './logger.ts';

/** Writes a line, or counts it: how many of the same message were counted since the last line stands in `unlogged`. */
export type SeldomLog = (fields: object, message: string) => void;

const defaultEveryMs = 10_000;

/**
 * For lines that would come with the traffic: of each message one is written at once, and then one every `everyMs`
 * (10,000) at most. `message` is one of a few texts; what differs stands in the fields.
 */
export function createSeldomLog(
  logger: Logger,
  level: 'info' | 'warn' | 'error',
  everyMs = defaultEveryMs,
): SeldomLog {
  const messages = new Map<string, { silentUntil: number; unlogged: number }>();
  return (fields, message) => {
    const now = performance.now();
    const said = messages.get(message) ?? { silentUntil: 0, unlogged: 0 };
    messages.set(message, said);
    if (now < said.silentUntil) {
      said.unlogged += 1;
      return;
    }
    logger[level]({ ...fields, ...(said.unlogged > 0 ? { unlogged: said.unlogged } : {}) }, message);
    said.silentUntil = now + everyMs;
    said.unlogged = 0;
  };
}
