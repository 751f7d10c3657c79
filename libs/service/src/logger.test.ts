import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';

const index = new URL('./index.ts', import.meta.url).href;

function logLines(code: string): Record<string, unknown>[] {
  const script = `import { createLogger } from '${index}'; ${code}`;
  const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect(child.stderr).toBe('');
  return child.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('a log line never contains a credential, in whichever field or error it is', () => {
  const text = JSON.stringify(
    logLines(`
      const secretNames = ['KAFKA_SASL_PASSWORD', 'SEALING_KEYS', 'REDIS_URLS'];
      const logger = createLogger({ service: 'bank', secretNames });
      logger.info({ authorization: 'hunter2', api_key: 'hunter2' }, 'top');
      logger.info({ headers: { authorization: 'hunter2', 'x-api-key': 'hunter2' } }, 'one down');
      logger.info({ request: { headers: { authorization: 'hunter2', 'x-api-key': 'hunter2' } } }, 'two down');
      const settings = { KAFKA_SASL_PASSWORD: 'hunter2', SEALING_KEYS: ['hunter2'],
        REDIS_URLS: ['rediss://u:hunter2@redis'] };
      logger.info(settings, 'settings');
      logger.info({ config: settings }, 'settings');
      const error = new Error('refused by postgres://florin:hunter2@db:5432 for Bearer hunter2 and flk_hunter2 and flk_eu1_hunter2 and eyJhbGciOi.hunter2.hunter2');
      logger.error({ err: Object.assign(error, { code: 'ECONNREFUSED', query: 'hunter2' }) }, 'in an error');
      logger.error({ err: new Error('outer', { cause: error }) }, 'in a cause');
      logger.error({ err: new AggregateError([error], 'several') }, 'among several');
    `),
  );
  expect(text).not.toContain('hunter2');
  expect(text).toContain('ECONNREFUSED');
});

test('a log line names its service, its level and its time', () => {
  const [line] = logLines(`createLogger({ service: 'bank' }).warn('beware');`);
  expect(line).toMatchObject({ name: 'bank', level: 40, msg: 'beware' });
  expect(Date.parse(String(line?.time))).toBeGreaterThan(0);
});

test('a log that cannot be written drops its lines and does not end the process', () => {
  const script = `
    import { createLogger } from '${index}';
    const logger = createLogger({ service: 'bank' });
    for (let line = 0; line < 10; line++) logger.info('lost');
    setTimeout(() => process.exit(7), 50);`;
  const command = `exec "$0" --input-type=module -e "$1" > /dev/full`;
  const { status } = spawnSync('sh', ['-c', command, process.execPath, script], { encoding: 'utf8' });
  expect(status).toBe(7);
});
