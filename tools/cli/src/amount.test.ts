import { describe, expect, test } from '@jest/globals';
import { amountIn, parseAmount, showAmount } from './amount.ts';
import { UsageError } from './failure.ts';

describe('amounts on a command line', () => {
  test.each([
    ['12.50 EUR', 1_250, 'EUR'],
    ['12.50EUR', 1_250, 'EUR'],
    ['12 EUR', 1_200, 'EUR'],
    ['500 JPY', 500, 'JPY'],
    ['1.005 KWD', 1_005, 'KWD'],
    ['1250 minor', 1_250, undefined],
  ])('%s', (text, minorUnits, currency) => {
    expect(parseAmount(text)).toEqual(currency ? { minorUnits, currency } : { minorUnits });
  });

  test.each([
    ['12.50', 'a bare number says no currency'],
    ['1250', 'and may be either'],
    ['12.505 EUR', 'the currency has two decimals'],
    ['1.0 JPY', 'the currency has none'],
    ['1,250 EUR', 'a comma means different things to different people'],
    ['12.50 eur', 'codes are capitals'],
    ['12.50 XAU', 'no currency of money'],
    ['12.5 minor', 'minor units are whole'],
    ['-5 EUR', 'the command says in which direction'],
    ['0 EUR', 'nothing'],
    ['1e3 EUR', 'no plain decimal'],
    ['10000000000000.00 EUR', 'beyond the contract'],
    ['99999999999999999999 minor', 'beyond what is exact'],
    ['', 'nothing said'],
  ])('%s is refused: %s', (text) => {
    expect(() => parseAmount(text)).toThrow(UsageError);
  });

  test('zero is an amount where a limit or an opening balance is meant', () => {
    expect(parseAmount('0 EUR', { zero: true })).toEqual({ minorUnits: 0, currency: 'EUR' });
  });

  test('an amount in another currency than the account’s is refused, and never converted', () => {
    expect(amountIn('EUR', parseAmount('5.00 EUR'))).toBe(500);
    expect(amountIn('EUR', parseAmount('500 minor'))).toBe(500);
    expect(() => amountIn('JPY', parseAmount('5.00 EUR'))).toThrow('in JPY, not in EUR');
  });

  test('is shown with all decimals of its currency', () => {
    expect(showAmount(123_456, 'EUR')).toBe('1234.56 EUR');
    expect(showAmount(5, 'JPY')).toBe('5 JPY');
    expect(showAmount(null, 'EUR')).toBeNull();
  });
});
