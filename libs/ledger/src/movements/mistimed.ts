import type { BadField } from '../refusal.ts';

/** The times of a request that are held against the present. */
export type Timed = {
  effectiveAt?: Date | undefined;
  expiresAt?: Date | null | undefined;
  scheduledFor?: Date | undefined;
};

/** A client's clock may be ahead of PostgreSQL's by this much: a time that is no further ahead counts as now. */
const clockToleranceMs = 30_000;
const yearMs = 366 * 86_400_000;

/**
 * What is wrong with these times at this moment. It depends on the clock: ask only once it is known that the request was
 * not answered before.
 */
export function mistimedFields({ effectiveAt, expiresAt, scheduledFor }: Timed, now: Date): BadField[] {
  return [
    ...(effectiveAt ? notAhead('/effective_at', effectiveAt, now) : []),
    ...(expiresAt ? withinAYear('/expires_at', expiresAt, now) : []),
    ...(scheduledFor ? withinAYear('/scheduled_for', scheduledFor, now) : []),
  ];
}

/** When a movement counts: at the time that was asked for, and never later than its decision. */
export function effectiveMoment(requested: Date | undefined, decidedAt: Date): Date {
  return requested !== undefined && requested < decidedAt ? requested : decidedAt;
}

function notAhead(pointer: string, time: Date, now: Date): BadField[] {
  const isAhead = time.getTime() > now.getTime() + clockToleranceMs;
  return isAhead ? [{ pointer, message: 'must not be in the future' }] : [];
}

function withinAYear(pointer: string, time: Date, now: Date): BadField[] {
  const inMs = time.getTime() - now.getTime();
  if (inMs <= 0) return [{ pointer, message: 'must be in the future' }];
  return inMs > yearMs + clockToleranceMs ? [{ pointer, message: 'must be no more than a year away' }] : [];
}
