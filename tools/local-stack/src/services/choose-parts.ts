import { ensureKafkaJars, ensureRedisServer, SetupProblem } from '@florin/processes';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Say } from '../narration.ts';
import type { Parts, StackSettings } from '../settings.ts';

/** How much `npm start` runs: everything, PostgreSQL and Node alone, or (undefined) what the machine has. */
export type Form = 'full' | 'light' | undefined;

/**
 * Chooses which services run beside PostgreSQL, and says in a line why one does not. Without a form the events stay where
 * they were at the last start; `settleEventLog` compares this with the database. Throws a SetupProblem for contradictory settings.
 */
export async function chooseParts(settings: StackSettings, form: Form, say: Say): Promise<Parts> {
  const redis = await chooseRedis(settings, form, say);
  return { redis, kafka: await chooseKafka(settings, form, say) };
}

/** Records where the events of a stack are that runs: the next start begins with the same services. */
export function keepChoice({ directory, parts }: StackSettings): void {
  const file = join(directory, eventLogFile);
  // Whole or not at all: half of a word would name the other log.
  writeFileSync(`${file}.new`, parts.kafka ? 'kafka\n' : 'postgresql\n');
  renameSync(`${file}.new`, file);
}

/** Says where the events of a bank are. */
export const eventLogFile = 'event-log';

async function chooseRedis({ given, python }: StackSettings, form: Form, say: Say): Promise<boolean> {
  if (form !== undefined) return form === 'full' || given.REDIS_URLS !== undefined;
  if (given.REDIS_URLS !== undefined) return true;
  return canHave(() => ensureRedisServer(say, python), 'account locks are off', say);
}

async function chooseKafka(settings: StackSettings, form: Form, say: Say): Promise<boolean> {
  const { given } = settings;
  if (form === 'light' && given.KAFKA_BROKERS !== undefined)
    throw new SetupProblem('KAFKA_BROKERS is set, and --light means no Kafka: leave one of them out.');
  if (form !== undefined) return form === 'full';
  const last = eventLogOf(settings);
  if (last === 'postgresql') {
    say(
      'the events of this bank are in PostgreSQL and stay there; "npm start -- --full" moves them to Kafka',
    );
    return given.KAFKA_BROKERS !== undefined;
  }
  if (given.KAFKA_BROKERS !== undefined || last === 'kafka') return true;
  return canHave(() => ensureKafkaJars(say, settings.python), 'events stay in PostgreSQL', say);
}

function eventLogOf({ directory }: StackSettings): 'kafka' | 'postgresql' | undefined {
  const file = join(directory, eventLogFile);
  if (existsSync(file)) return readFileSync(file, 'utf8').trim() === 'postgresql' ? 'postgresql' : 'kafka';
  // Of a bank from before there was a choice.
  return existsSync(join(directory, 'kafka')) ? 'kafka' : undefined;
}

/** Whether a service is there or can be had. If not, a line says what is missing and what follows. */
async function canHave(ensure: () => unknown, otherwise: string, say: Say): Promise<boolean> {
  try {
    await ensure();
    return true;
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error;
    const [missing] = error.message.split(':', 1);
    say(`${missing}: ${otherwise}; "npm start -- --full" says how to get it`);
    return false;
  }
}
