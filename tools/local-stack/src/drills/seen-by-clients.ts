import type { Load } from './load.ts';
import type { Finding } from './verify.ts';

/**
 * What clients were answered instead of an outcome since `before`, a copy of `load.unknownCodes`. 503 says that nothing was
 * moved, or that the outcome is unknown, and 409 that the account is busy. Another 5xx is a mistake of the bank. No answer at
 * all means that a process was ended which still had requests. With `mustFail`, while a part is broken on purpose, some
 * request has to be refused, and some may get no answer.
 */
export function seenByClients(
  load: Load,
  before: ReadonlyMap<string, number>,
  { mustFail }: { mustFail: boolean },
): Finding {
  const seen = [...load.unknownCodes].flatMap(([code, count]) => {
    const more = count - (before.get(code) ?? 0);
    return more > 0 ? [{ code, more }] : [];
  });
  const isFitting = (code: string) => /^(503|409) /.test(code) || (mustFail && code === 'none');
  const hasFailed = seen.some(({ code }) => code.startsWith('503 '));
  const list = seen.map(({ code, more }) => `${code} (${more})`).join(', ') || 'nothing but outcomes';
  return {
    ok: seen.every(({ code }) => isFitting(code)) && (hasFailed || !mustFail),
    says: `what clients were answered meanwhile instead of an outcome: ${list}`,
  };
}
