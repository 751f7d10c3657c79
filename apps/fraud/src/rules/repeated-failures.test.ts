import { expect, test } from '@jest/globals';
import { sampleMovement } from '../../test/sample-movement.ts';
import { repeatedFailures } from './repeated-failures.ts';

const rule = repeatedFailures.judgement({ limit: 3, window_seconds: 600 });
const refused = (second: number, direction: 'credit' | 'debit' = 'debit') =>
  sampleMovement({ outcome: 'failed', direction, second, accountVersion: 0 });

test('the rule matches on the third refused debit and ignores refused credits', () => {
  expect(rule.judge(refused(3), [refused(1), refused(2, 'credit')])).toBeUndefined();
  expect(rule.judge(refused(3, 'credit'), [refused(1), refused(2)])).toBeUndefined();
  const earlier = [refused(1), refused(2)];
  const third = refused(3);
  expect(rule.judge(third, earlier)?.evidence).toEqual([...earlier, third]);
});
