import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { currencyCodes } from '@florin/rules/currencies';
import * as Money from './money.ts';

const minorUnits = fc.integer({ min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });
const currency = fc.constantFrom(...currencyCodes);

describe('decimals and minor units', () => {
  test.each([
    ['12.34', 'USD', 1_234],
    ['12.3', 'USD', 1_230],
    ['12', 'USD', 1_200],
    ['0.05', 'EUR', 5],
    ['-0.05', 'EUR', -5],
    ['500', 'JPY', 500],
    ['1.005', 'KWD', 1_005],
    ['1.0005', 'CLF', 10_005],
    ['-0', 'USD', 0],
    ['9999999999999.99', 'USD', 999_999_999_999_999],
    ['90071992547409.91', 'USD', Number.MAX_SAFE_INTEGER],
  ])('%s %s is %d minor units', (decimal, code, units) => {
    expect(Money.fromDecimal(decimal, code)).toBe(units);
  });

  test.each([
    ['12.345', 'USD'],
    ['1.0', 'JPY'],
    ['1,000.00', 'USD'],
    ['1e3', 'USD'],
    ['.5', 'USD'],
    ['5.', 'USD'],
    ['007', 'USD'],
    ['+1', 'USD'],
    ['', 'USD'],
    [' 1', 'USD'],
    ['NaN', 'USD'],
    ['90071992547409.92', 'USD'],
    ['1', 'usd'],
    ['1', 'XAU'],
  ])('"%s" %s is not an amount', (decimal, code) => {
    expect(() => Money.fromDecimal(decimal, code)).toThrow(RangeError);
  });

  test.each([0.5, NaN, Infinity, 2 ** 53])('%d is not a number of minor units', (units) => {
    expect(() => Money.toDecimal(units, 'USD')).toThrow(RangeError);
    expect(() => Money.format(units, 'USD')).toThrow(RangeError);
  });

  test('an amount that is converted to a decimal and back is the same, in every currency', () => {
    fc.assert(
      fc.property(minorUnits, currency, (units, code) => {
        expect(Money.fromDecimal(Money.toDecimal(units, code), code)).toBe(units);
      }),
    );
  });
});

describe('the table of currencies', () => {
  test.each([
    ['USD', 2],
    ['JPY', 0],
    ['ISK', 0],
    ['HUF', 2],
    ['BHD', 3],
    ['TND', 3],
    ['CLF', 4],
    ['UYW', 4],
    ['MGA', 2],
    ['MRU', 2],
  ])('%s has %d decimals', (code, decimals) => {
    expect(Money.exponent(code)).toBe(decimals);
  });

  test('has each code once', () => {
    expect(new Set(currencyCodes).size).toBe(currencyCodes.length);
    expect(currencyCodes.every((code) => /^[A-Z]{3}$/.test(code))).toBe(true);
  });
});

describe('an amount beyond ±(2^53 − 1)', () => {
  test('is read exactly from the text field', () => {
    const answer = JSON.parse('{"total_in":9007199254740993,"total_in_exact":"9007199254740993"}');
    expect(Money.exact(answer, 'total_in')).toBe(9_007_199_254_740_993n);
    expect(Money.exact({ available: 5 }, 'available')).toBe(5n);
    expect(Money.exact({ available: null }, 'available')).toBeNull();
  });

  test.each([
    [9_007_199_254_740_993n, 'USD', '90071992547409.93'],
    [-9_007_199_254_740_993n, 'JPY', '-9007199254740993'],
    [-(10n ** 30n) - 1n, 'KWD', '-1000000000000000000000000000.001'],
    [0n, 'USD', '0.00'],
  ])('of %d %s is %s', (units, currency, decimal) => {
    expect(Money.toDecimal(units, currency)).toBe(decimal);
  });

  test('is refused as a number, because the number is rounded', () => {
    expect(() => Money.toDecimal(2 ** 53, 'USD')).toThrow(RangeError);
  });

  test('is formatted with all its digits', () => {
    expect(Money.format(9_007_199_254_740_993n, 'USD', 'en-US')).toBe('$90,071,992,547,409.93');
  });
});

describe('a formatted amount', () => {
  const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');
  test.each([
    [123_456, 'USD', 'en-US', '$1,234.56'],
    [-5, 'USD', 'en-US', '-$0.05'],
    [123_456, 'EUR', 'de-DE', '1.234,56 €'],
    [123_456, 'JPY', 'en-US', '¥123,456'],
    [1_234_567, 'KWD', 'en-US', 'KWD 1,234.567'],
    [Number.MAX_SAFE_INTEGER, 'USD', 'en-US', '$90,071,992,547,409.91'],
  ])('of %d %s in %s is %s', (units, code, locale, text) => {
    expect(plain(Money.format(units, code, locale))).toBe(text);
  });
});
