import { withKafka } from '@florin/testing';
import { describe } from '@jest/globals';
import { logNames, type LogName } from './scene.ts';

/** The same tests against each log, those against Kafka where this machine has it; `%s` in the name becomes the log's. */
export function describeEachLog(name: string, tests: (log: LogName) => void): void {
  for (const log of logNames) {
    const describeHere = log === 'Kafka' ? withKafka(describe) : describe;
    describeHere(name.replace('%s', log), () => tests(log));
  }
}
