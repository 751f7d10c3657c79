import { newId, runParameterized } from '@florin/database';
import { afterAll, expect, test } from '@jest/globals';
import { changeRule } from '../src/change-rule.ts';
import { openFraudDatabase } from './fraud-database.ts';

const { database, close } = await openFraudDatabase();
afterAll(close);

const run = (sql: string) => database.unitOfWork((unit) => runParameterized(unit, sql, []));

test.each([
  `update fraud.rule_changes set credential_id = 'somebody else'`,
  'delete from fraud.rule_changes',
  'truncate fraud.rule_changes',
])('the audit trail of rules refuses "%s", and accepts the next change', async (statement) => {
  const tenantId = newId('tenant');
  const author = { credentialId: 'test', requestId: 'test' };
  const set = (limit: number) =>
    changeRule(database, {
      tenantId,
      id: 'velocity',
      change: { parameters: { limit } },
      author,
      canFreeze: false,
    });
  await set(20);
  const before = await run('select * from fraud.rule_changes order by tenant_id, version');
  expect(before).not.toEqual([]);
  await expect(run(statement)).rejects.toThrow('append-only');
  expect(await run('select * from fraud.rule_changes order by tenant_id, version')).toEqual(before);
  expect(await set(30)).toMatchObject({ version: 2 });
});
