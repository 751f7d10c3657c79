import { badFields, type BadField, type Refusal } from './refusal.ts';

/** The times of a request that are compared with the clock. */
export type Timed = {
  effectiveAt?: Date | undefined;
  expiresAt?: Date | null | undefined;
  scheduledFor?: Date | undefined;
};

/** How far a client's clock may be ahead of the bank's: a time up to this far ahead counts as now. */
export const clockToleranceMs = 30_000;
const yearMs = 366 * 86_400_000;

/**
 * What is wrong with these times now. The answer depends on the clock, so a request that was answered before, under the
 * same idempotency key, must not be checked again.
 */
export function mistimedFields({ effectiveAt, expiresAt, scheduledFor }: Timed, now: Date): BadField[] {
  return [
    ...(effectiveAt ? notAhead('/effective_at', effectiveAt, now) : []),
    ...(expiresAt ? withinAYear('/expires_at', expiresAt, now) : []),
    ...(scheduledFor ? withinAYear('/scheduled_for', scheduledFor, now) : []),
  ];
}

/** Why a request with these times is refused now, or undefined. */
export function mistimedRefusal(times: Timed, now: Date): Refusal | undefined {
  const fields = mistimedFields(times, now);
  return fields.length === 0 ? undefined : badFields(fields);
}

/** When a movement counts: at the requested time, but never later than its decision. */
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
