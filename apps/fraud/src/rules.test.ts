import { expect, test } from '@jest/globals';
import { readConfig } from '@florin/service';
import { sampleMovement } from '../test/sample-movement.ts';
import { rulesFrom, ruleSettings } from './rules.ts';

const largeAmountOf = (env: Record<string, string>) => rulesFrom(readConfig(ruleSettings, env))[0]!;
const matches = (env: Record<string, string>, amount: number, currency: string) =>
  largeAmountOf(env).judge(sampleMovement({ amount, currency }), []) !== undefined;

test('without settings ten thousand whole units are a large amount, in yen as in dollars', () => {
  expect([matches({}, 999_999, 'USD'), matches({}, 1_000_000, 'USD')]).toEqual([false, true]);
  expect([matches({}, 9_999, 'JPY'), matches({}, 10_000, 'JPY')]).toEqual([false, true]);
});

test('a currency can have a threshold of its own', () => {
  const env = { FRAUD_LARGE_AMOUNT: '500', FRAUD_LARGE_AMOUNT_BY_CURRENCY: 'JPY=1500000, EUR=9' };
  expect([matches(env, 1_499_999, 'JPY'), matches(env, 1_500_000, 'JPY')]).toEqual([false, true]);
  expect([matches(env, 899, 'EUR'), matches(env, 900, 'EUR')]).toEqual([false, true]);
  expect([matches(env, 49_999, 'USD'), matches(env, 50_000, 'USD')]).toEqual([false, true]);
});

test('a limit beyond what the rules remember is refused, and so is a threshold without its currency', () => {
  expect(() => largeAmountOf({ FRAUD_VELOCITY_LIMIT: '64' })).toThrow('FRAUD_VELOCITY_LIMIT');
  expect(() => largeAmountOf({ FRAUD_LARGE_AMOUNT_BY_CURRENCY: '5000' })).toThrow(
    'FRAUD_LARGE_AMOUNT_BY_CURRENCY',
  );
});
