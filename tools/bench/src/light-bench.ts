import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Florin } from '@florin/sdk';
import { openBank, type BankUnderTest, type Server } from './bank-under-test.ts';
import { checkInvariants } from './check-balances.ts';
import { untilNothingIsLeft } from './consumer-delay.ts';
import { movements } from './load/workloads.ts';
import { sayWithTime } from './machine.ts';
import { measureBusy } from './measure.ts';
import { figureLine, headings, median, mediansOf, type Figures } from './report/figures.ts';
import { longTimeouts } from './servers.ts';

/*
 * `npm run bench -- light` compares the light form of the bank (all apps in one process, on PostgreSQL alone) with the full one
 * (five processes, three Redis, Kafka), each with a PostgreSQL of its own. It measures the time from the answer to a lone
 * movement until analytics has counted it, and W1 while the consumers handle its events. A round measures each form once,
 * every second round in reverse order, and the result is the median of the rounds' ratios. Between two measurements all events
 * are handled. The light form has the buffers of the full one here, four times those that `npm start -- --light` sets.
 */

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '6' },
    seconds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '64' },
    movements: { type: 'string', default: '60' },
  },
  allowPositionals: true,
});

type Form = { name: string; bank: BankUnderTest; api: Server };

const leastRatio = 1;
const effectMostMs = 100;
/** Not a multiple of any interval of the relay or the consumers. */
const betweenMs = 137;
/** The interval at which the database is queried for an effect: the figure is too high by half of it. */
const pollMs = 2;

const say = sayWithTime();
const forms: Form[] = [];
const banks: BankUnderTest[] = [];
try {
  forms.push(await openForm('full', openFull));
  forms.push(await openForm('light', (bank) => bank.startLight(longTimeouts)));
  const delays = new Map<string, number>();
  for (const form of forms) delays.set(form.name, await measureEffect(form));
  const measured = await measureRounds();
  for (const { bank } of forms) await checkInvariants(bank.database);
  report(measured, delays);
} finally {
  for (const bank of banks) await bank.stop();
}

async function openForm(name: string, start: (bank: BankUnderTest) => Promise<Server>): Promise<Form> {
  const bank = await openBank({ say });
  banks.push(bank);
  const api = await start(bank);
  say(`the ${name} form is up; its consumers handle the openings`);
  await untilNothingIsLeft(bank, say);
  return { name, bank, api };
}

async function openFull(bank: BankUnderTest): Promise<Server> {
  const api = await bank.startApi('api-of-full', longTimeouts);
  await bank.startDownstream();
  return api;
}

/** The median time from the answer to a movement until the commit of its effect in analytics, of movements on an idle bank. */
async function measureEffect({ name, bank, api }: Form): Promise<number> {
  const florin = new Florin({ baseUrl: `http://127.0.0.1:${api.port}`, apiKey: bank.apiKey });
  const account_id = bank.hotAccountId;
  const took: number[] = [];
  for (let count = 0; count < Number(options.movements); count += 1) {
    const { id } = await florin.transactions.credit({ account_id, amount: 1 });
    const answeredAt = performance.now();
    await untilCounted(bank, `${id}:${account_id}`);
    took.push(performance.now() - answeredAt);
    await sleep(betweenMs);
  }
  say(
    `${name}: an effect is there ${median(took).toFixed(0)} ms after the answer (median of ${took.length})`,
  );
  return median(took);
}

async function untilCounted({ database }: BankUnderTest, eventId: string): Promise<void> {
  const giveUpAt = performance.now() + 60_000;
  const sql = 'select from analytics.processed_events where event_id = $1';
  while ((await database.query(sql, [eventId])).length === 0) {
    if (performance.now() > giveUpAt) throw new Error(`analytics has not counted ${eventId} within 60 s`);
    await sleep(pollMs);
  }
}

async function measureRounds(): Promise<Map<string, Figures[]>> {
  const measured = new Map<string, Figures[]>(forms.map(({ name }) => [name, []]));
  // A process that has just started is slower: the first round does not count.
  for (let round = 0; round <= Number(options.rounds); round += 1) {
    for (const form of round % 2 === 0 ? forms : forms.toReversed()) {
      const figures = await measureW1(form);
      if (round === 0) continue;
      measured.get(form.name)?.push(figures);
      say(`round ${round}: ${figureLine(`W1, ${form.name}`, figures)}`);
    }
  }
  return measured;
}

async function measureW1({ bank, api }: Form): Promise<Figures> {
  const [connections, durationMs] = [Number(options.connections), Number(options.seconds) * 1_000];
  const figures = await measureBusy(bank, {
    ...{ servers: [api], connections, durationMs, workload: movements(bank) },
  });
  await untilNothingIsLeft(bank, say);
  return figures;
}

function report(
  measured: ReadonlyMap<string, readonly Figures[]>,
  delays: ReadonlyMap<string, number>,
): void {
  console.log(`\n${headings}`);
  for (const [name, figures] of measured) console.log(figureLine(`W1, ${name}`, mediansOf(figures)));
  const [full = [], light = []] = measured.values();
  const ratio = median(light.map(({ perSecond }, round) => perSecond / (full[round]?.perSecond ?? NaN)));
  const verdict = (isReached: boolean, goal: string) => (isReached ? 'reached' : `NOT reached: ${goal}`);
  console.log(`\nW1, light / full: ${ratio.toFixed(3)}, ${verdict(ratio >= leastRatio, `${leastRatio}`)}`);
  for (const [name, ms] of delays)
    console.log(
      `answer to effect, ${name}: median ${ms.toFixed(0)} ms, ${verdict(ms <= effectMostMs, `${effectMostMs} ms`)}`,
    );
}
