import { ConfigError } from './read-config.ts';
import { pause } from './pause.ts';

/** Every point at which a test can make a process fail, in the order in which the work passes them. */
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
  'verification.before-sending',
  'verification.after-sending',
  'verification.before-settling-commit',
  'verification.after-settling',
  'freeze.before-request',
  'freeze.after-request',
  'move.inside-copy',
  'move.after-copy',
  'move.after-close',
  'move.before-leaving',
  'move.after-leaving',
  'move.after-arriving',
  'log-move.after-batch',
  'log-move.after-mark',
  'log-move.after-close',
  'log-move.after-positions',
  'log-move.before-switch',
  'log-move.after-switch',
  'rebuild.before-swap',
  'rebuild.inside-swap',
  'rebuild.after-swap',
] as const;
export type FailpointName = (typeof failpointNames)[number];

type Armed = { action: 'kill' | 'throw' | 'hang' | 'delay'; delayMs: number; passesLeft: number };

const armed = new Map<string, Armed>();
const hangMs = 2 ** 31 - 1;

/** The error of a failpoint armed with `throw`. The surrounding code handles it like any other error. */
export class FailpointReached extends Error {
  override readonly name = 'FailpointReached';
}

/**
 * Marks a point at which a test can make this process fail. In production nothing is armed, and the call costs one
 * comparison.
 */
export function failpoint(name: FailpointName): Promise<void> | undefined {
  return armed.size === 0 ? undefined : pass(name);
}

async function pass(name: FailpointName): Promise<void> {
  const point = armed.get(name);
  if (!point) return;
  point.passesLeft -= 1;
  if (point.passesLeft > 0) return;
  if (point.action !== 'delay') armed.delete(name);
  if (point.action === 'throw') throw new FailpointReached(`failpoint ${name}`);
  if (point.action === 'kill') process.kill(process.pid, 'SIGKILL');
  else await pause(point.action === 'delay' ? point.delayMs : hangMs);
}

/**
 * Arms the failpoints in `text`: `name=action[:count]`, separated by commas. Actions are `kill` (SIGKILL to this
 * process), `throw`, `hang` and `delay(ms)`. The action happens at the `count`-th pass, by default the first; `delay`
 * also at every later pass. Throws ConfigError for an unknown name or action, and for any text in production.
 */
export function armFailpoints(text: string, environment?: string): void {
  const wanted = text.split(',').filter((part) => part.trim() !== '');
  if (wanted.length > 0 && environment === 'production') {
    throw new ConfigError(['FLORIN_FAILPOINTS is refused where NODE_ENV is production: it breaks processes']);
  }
  const mistakes = wanted.flatMap((part) => {
    const [, name = '', action, delayMs, count] = shape.exec(part.trim()) ?? [];
    if (!isFailpointName(name) || !action)
      return `FLORIN_FAILPOINTS does not know the failpoint "${part.trim()}"`;
    const [kind] = action.split('(') as [Armed['action']];
    armed.set(name, { action: kind, delayMs: Number(delayMs ?? 0), passesLeft: Number(count ?? 1) });
    return [];
  });
  if (mistakes.length > 0) throw new ConfigError(mistakes);
}

const isFailpointName = (name: string): name is FailpointName => failpointNames.some((each) => each === name);

const shape = /^([a-z.-]+)=(kill|throw|hang|delay\((\d{1,6})\))(?::([1-9]\d{0,5}))?$/;
