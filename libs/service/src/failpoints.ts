import { ConfigError } from './read-config.ts';
import { pause } from './pause.ts';

/** Every line at which a process can be made to fail, in the order in which its work comes past them. */
export const failpointNames = [
  'posting.before-commit',
  'posting.after-commit',
  'relay.after-take',
  'relay.after-publish',
  'relay.before-mark-commit',
  'relay.after-mark',
  'purge.before-commit',
  'consumer.before-effect',
  'consumer.before-commit',
  'consumer.after-commit',
  'consumer.after-offset',
  'consumer.after-dead-letter',
  'notification.before-sending',
  'notification.after-sending',
  'notification.before-settling-commit',
  'notification.after-settling',
  'webhook.before-sending',
  'webhook.after-sending',
  'webhook.before-settling-commit',
  'webhook.after-settling',
  'freeze.before-request',
  'freeze.after-request',
  'rebuild.before-swap',
  'rebuild.inside-swap',
  'rebuild.after-swap',
] as const;
export type FailpointName = (typeof failpointNames)[number];

type Armed = { action: 'kill' | 'throw' | 'hang' | 'delay'; delayMs: number; meetingsLeft: number };

const armed = new Map<string, Armed>();
const hangMs = 2 ** 31 - 1;

/** What a failpoint that is armed with `throw` throws: to the code around it an error like any other. */
export class FailpointReached extends Error {
  override readonly name = 'FailpointReached';
}

/**
 * A line at which a test can make this process fail. Nothing is armed in production, and then it costs a look at an
 * empty map.
 */
export function failpoint(name: FailpointName): Promise<void> | undefined {
  return armed.size === 0 ? undefined : meet(name);
}

async function meet(name: FailpointName): Promise<void> {
  const point = armed.get(name);
  if (!point) return;
  point.meetingsLeft -= 1;
  if (point.meetingsLeft > 0) return;
  if (point.action !== 'delay') armed.delete(name);
  if (point.action === 'throw') throw new FailpointReached(`failpoint ${name}`);
  if (point.action === 'kill') process.kill(process.pid, 'SIGKILL');
  else await pause(point.action === 'delay' ? point.delayMs : hangMs);
}

/**
 * Arms what `text` names: `name=action[:count]`, separated by commas. Actions: `kill` (SIGKILL to itself), `throw`, `hang`,
 * and `delay(ms)` at every meeting from there on; `count` is the meeting at which it happens, the first by default.
 * Throws ConfigError on what it does not know, and on anything at all in production.
 */
export function armFailpoints(text: string, environment?: string): void {
  const wanted = text.split(',').filter((part) => part.trim() !== '');
  if (wanted.length > 0 && environment === 'production') {
    throw new ConfigError(['FLORIN_FAILPOINTS is refused where NODE_ENV is production: it breaks processes']);
  }
  const mistakes = wanted.flatMap((part) => {
    const [, name = '', action, delayMs, count] = shape.exec(part.trim()) ?? [];
    const isKnown = (failpointNames as readonly string[]).includes(name);
    if (!isKnown || !action) return `FLORIN_FAILPOINTS names no failpoint with "${part.trim()}"`;
    const [kind] = action.split('(') as [Armed['action']];
    armed.set(name, { action: kind, delayMs: Number(delayMs ?? 0), meetingsLeft: Number(count ?? 1) });
    return [];
  });
  if (mistakes.length > 0) throw new ConfigError(mistakes);
}

const shape = /^([a-z.-]+)=(kill|throw|hang|delay\((\d{1,6})\))(?::([1-9]\d{0,5}))?$/;
