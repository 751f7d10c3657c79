import { idToUuid, newId, readAuditPart } from '@florin/database';
import { actorView, operatorActor } from '@florin/rules';
import { afterAll, expect, test } from '@jest/globals';
import { changeRule } from '../src/change-rule.ts';
import { listRuleChanges } from '../src/rule-store.ts';
import { openFraudDatabase } from './fraud-database.ts';

const { requests, run, close } = await openFraudDatabase();
afterAll(close);

test.each([
  `update fraud.rule_changes set credential_id = 'somebody else'`,
  'delete from fraud.rule_changes',
  'truncate fraud.rule_changes',
])('the audit trail of rules refuses "%s", and accepts the next change', async (statement) => {
  const tenantId = newId('tenant');
  const author = { credentialId: 'test', requestId: 'test' };
  const set = (limit: number) =>
    changeRule(requests, {
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

test('a change of a rule is recorded with who made it', async () => {
  const tenantId = newId('tenant');
  const actor = { ...operatorActor('ada'), requestId: 'r-1', correlationId: 'c-1', address: '192.0.2.7' };
  await changeRule(requests, {
    ...{ tenantId, id: 'velocity', change: { enabled: false }, canFreeze: false },
    author: { credentialId: 'test', requestId: 'c-1', actor },
  });
  const filter = { tenantId: idToUuid(tenantId), rule: 'velocity', limit: 1 } as const;
  const [change] = await requests.of(tenantId).read((unit) => listRuleChanges(unit, filter));
  expect(change?.actor).toEqual(actorView(actor));

  const ofRule = { object_id: 'velocity', limit: 10 };
  const part = await readAuditPart(requests, 'fraud', tenantId, ofRule);
  expect(part?.data).toMatchObject([
    {
      ...{ object_type: 'fraud_rule', object_id: 'velocity', actor: actorView(actor) },
      ...{ before: { enabled: true }, after: { enabled: false } },
    },
  ]);
  expect(await readAuditPart(requests, 'fraud', newId('tenant'), ofRule)).toMatchObject({ data: [] });
});
