import { connect } from '@florin/database';
import { readUsedLog } from '@florin/messaging';
import { fromRoot, nodeBinary, SetupProblem, type ServiceUrls } from '@florin/processes';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Say } from './narration.ts';
import type { Supervisor } from './processes/supervisor.ts';
import type { Form } from './services/choose-parts.ts';
import { localUrls, startKafka } from './services/services.ts';
import type { StackSettings } from './settings.ts';

type Stack = { settings: StackSettings; services: ServiceUrls; form: Form; ownerUrl: string };
type Log = 'kafka' | 'postgresql';

/**
 * Gives the stack the event log of its form, before its apps start, and moves the events there if the other log has them. The database
 * says where they are; without `--light` and `--full` they stay. Goes on with a move that was killed.
 */
export async function settleEventLog(
  { settings, services, form, ownerUrl }: Stack,
  supervisor: Supervisor,
  say: Say,
): Promise<Pick<Stack, 'settings' | 'services'>> {
  const { given } = settings;
  const used = await usedLog(ownerUrl);
  const chosen = settings.parts.kafka ? 'kafka' : 'postgresql';
  const wanted: Log = form === undefined ? (used ?? chosen) : chosen;
  if (wanted === 'postgresql' && given.KAFKA_BROKERS !== undefined)
    throw new SetupProblem(
      'The events of this bank are in PostgreSQL, and KAFKA_BROKERS is given: "npm start -- --full" moves them there.',
    );
  const moves = used !== undefined && used !== wanted;
  const withKafka = { ...settings, parts: { ...settings.parts, kafka: true } };
  const broker = given.KAFKA_BROKERS ?? localUrls(withKafka).KAFKA_BROKERS;
  if (given.KAFKA_BROKERS === undefined && (wanted === 'kafka' || moves) && !supervisor.has('kafka'))
    await startKafka(withKafka, supervisor, say);
  if (moves) await move({ DATABASE_URL: ownerUrl, KAFKA_BROKERS: broker }, { from: used, to: wanted }, say);
  if (wanted === 'postgresql' && supervisor.has('kafka')) await supervisor.end('kafka');
  return {
    settings: { ...settings, parts: { ...settings.parts, kafka: wanted === 'kafka' } },
    services: { ...services, KAFKA_BROKERS: wanted === 'kafka' ? broker : '' },
  };
}

async function usedLog(ownerUrl: string): Promise<Log | undefined> {
  const database = await connect({ url: ownerUrl, applicationName: 'florin-start' });
  try {
    const used = await readUsedLog(database);
    return used && (used.log === 'Kafka' ? 'kafka' : 'postgresql');
  } finally {
    await database.close();
  }
}

/** The operators' command, which records who moved the events and shows its progress. */
async function move(
  services: Record<string, string>,
  { from, to }: Record<'from' | 'to', Log>,
  say: Say,
): Promise<void> {
  say(`moving the events of this bank from ${from} to ${to}`);
  const program = fromRoot('tools/admin/src/main.ts');
  const args = [program, 'move-events', '--to', to, '--operator', 'npm start'];
  const child = spawn(nodeBinary, args, { stdio: 'inherit', env: { ...process.env, ...services } });
  const [code] = await once(child, 'exit');
  if (code !== 0)
    throw new SetupProblem(
      `The events could not be moved to ${to}; "npm start" without a form starts the bank as before.`,
    );
}
