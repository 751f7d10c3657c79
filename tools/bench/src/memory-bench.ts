import { parseArgs } from 'node:util';
import { openBank } from './bank-under-test.ts';
import { checkInvariants } from './check-balances.ts';
import { residentMb } from './load/cpu-time.ts';
import { movements } from './load/workloads.ts';
import { describeMachine, sayWithTime, writeResults } from './machine.ts';
import { measureArrivals, measureBusy } from './measure.ts';
import { figureLine } from './report/figures.ts';
import { slopePerMinute, type Sample } from './report/slope.ts';

/**
 * `npm run bench -- memory --minutes 10` measures the resident memory of the API process, with its default settings,
 * under half of the peak load. It exits with 1 when memory exceeds its goal or grows.
 */
const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    connections: { type: 'string', default: '64' },
    /** The seconds of load that measure the peak. */
    seconds: { type: 'string', default: '5' },
  },
  allowPositionals: true,
});
const minutes = Number(options.minutes);
const connections = Number(options.connections);
const mostMb = 300;
/** Eight hours at this rate would be half a gigabyte. Anything below is ordinary fluctuation of the heap. */
const flatMbPerMinute = 1;
const sampleEveryMs = 1_000;
const say = sayWithTime();

const bank = await openBank({ say });
try {
  const api = await bank.startApi('memory');
  const pid = api.program.pid;
  const idleMb = residentMb(pid);
  const load = { servers: [api], connections, workload: movements(bank) };
  const peak = await measureBusy(bank, { ...load, durationMs: Number(options.seconds) * 1_000 });
  say(figureLine('the peak', peak));
  const samples: Sample[] = [];
  const startedAt = performance.now();
  const sampling = setInterval(() => {
    const minute = (performance.now() - startedAt) / 60_000;
    samples.push({ minute, mb: residentMb(pid) });
    if (samples.length % 30 === 0) say(`${minute.toFixed(1)} min: ${samples.at(-1)!.mb.toFixed(0)} MB`);
  }, sampleEveryMs);
  const perSecond = peak.perSecond / 2;
  const steady = await measureArrivals(bank, { ...load, durationMs: minutes * 60_000, perSecond });
  clearInterval(sampling);
  say(figureLine('half of it', steady));
  await checkInvariants(bank.database);

  const largestMb = Math.max(...samples.map(({ mb }) => mb));
  const mbPerMinute = slopePerMinute(samples.filter(({ minute }) => minute >= Math.min(1, minutes / 2)));
  const isReached = largestMb <= mostMb && mbPerMinute <= flatMbPerMinute;
  say(
    `idle ${idleMb.toFixed(0)} MB, at most ${largestMb.toFixed(0)} MB (goal ${mostMb}), after the first minute ` +
      `${mbPerMinute.toFixed(2)} MB a minute (goal ${flatMbPerMinute}): ${isReached ? 'reached' : 'NOT reached'}`,
  );
  const machine = describeMachine(bank);
  const verdict = { idleMb, largestMb, mostMb, mbPerMinute, flatMbPerMinute, isReached };
  writeResults('memory', { machine, minutes, perSecond, ...verdict, steady, samples });
  process.exitCode = isReached ? 0 : 1;
} finally {
  await bank.stop();
}
