import { SetupProblem } from '@florin/processes';
import { type Drill, type Scene, seconds } from '../drill.ts';
import type { Finding } from '../verify.ts';
import { deadLetter, fraudKeyRefused, holdKeptOpen } from './faults-of-apps.ts';
import {
  bookChangedByHand,
  everySessionUsed,
  standbysStopped,
  tableLocked,
  tableLockedAgain,
} from './faults-of-postgres.ts';
import {
  clockAhead,
  foreignLock,
  notificationsStopped,
  redisStopped,
  workersStopped,
} from './faults-of-processes.ts';
import type { Fault } from './fault.ts';
import { fasterBy, type Watch, watchAlerts } from './watch-alerts.ts';

/** Each alert of tools/monitoring has one of them. What is late in a new Prometheus, which has no past, comes late. */
export const faults: readonly Fault[] = [
  redisStopped,
  standbysStopped,
  tableLocked,
  tableLockedAgain,
  bookChangedByHand,
  everySessionUsed,
  clockAhead,
  foreignLock,
  deadLetter,
  holdKeptOpen,
  workersStopped,
  notificationsStopped,
  fraudKeyRefused,
];

export const alertsFire: Drill = {
  does: 'provokes the cause of each alert, waits until Alertmanager has it, removes the cause, and waits until it is resolved; --only=NAME,… for some of them',
  knows: /^--only=/,
  async run(scene, args) {
    const chosen = chooseFaults(args);
    const watch = await watchAlerts(scene);
    scene.say(`Prometheus has the rules of the bank, with windows and waits ${fasterBy} times shorter`);
    try {
      const findings: Finding[] = [];
      for (const fault of chosen) findings.push(...(await fire(scene, fault, watch)));
      return findings;
    } finally {
      await watch.stop();
    }
  },
};

function chooseFaults(args: readonly string[]): readonly Fault[] {
  const names = args.flatMap((arg) => arg.replace('--only=', '').split(','));
  const known = faults.flatMap(({ alerts }) => alerts);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new SetupProblem(`There is no alert ${unknown}. The alerts are ${known.join(', ')}.`);
  if (names.length === 0) return faults;
  return faults.filter(({ alerts }) => alerts.some((alert) => names.includes(alert)));
}

/** The cause is removed also when an alert does not fire, which is then a finding and not the end of the drill. */
async function fire(scene: Scene, { did, alerts, provoke }: Fault, watch: Watch): Promise<Finding[]> {
  const { say, load } = scene;
  const early = await eachWithin(alerts, watch.untilResolved, () => undefined);
  if (early.size > 0)
    return [...early.keys()].map((alert) => ({ ok: false, says: `${alert} fires without its cause` }));
  const beganAt = Date.now();
  const remedy = await provoke(scene);
  say(did);
  const fired = await eachWithin(alerts, watch.untilFiring, (alert) =>
    say(`${alert} fires, ${seconds(Date.now() - beganAt)} after the cause`),
  );
  await remedy.run();
  const removedAt = Date.now();
  say(remedy.did);
  const resolved = await eachWithin(alerts, watch.untilResolved, (alert) =>
    say(`${alert} is resolved, ${seconds(Date.now() - removedAt)} after the cause was gone`),
  );
  await load.untilAcknowledged(20, 240_000);
  return alerts.map((alert) => {
    const problem = fired.get(alert) ?? resolved.get(alert);
    return { ok: problem === undefined, says: problem ?? `${alert} fired and was resolved` };
  });
}

/** Waits for all of them side by side; resolves to what went wrong with which. */
async function eachWithin(
  alerts: readonly string[],
  wait: (alert: string) => Promise<void>,
  then: (alert: string) => void,
): Promise<Map<string, string>> {
  const ends = await Promise.allSettled(alerts.map(async (alert) => then((await wait(alert), alert))));
  return new Map(
    ends.flatMap((end, index): [string, string][] =>
      end.status === 'rejected' ? [[alerts[index] ?? '', String(end.reason)]] : [],
    ),
  );
}
