import { useFormats } from '../settings/use-formats.ts';

type AmountProps = { value: number | bigint; currency: string; isChange?: boolean };

/** An amount with its currency. A change of a balance has its sign and a colour. */
export function Amount({ value, currency, isChange = false }: AmountProps) {
  const { money } = useFormats();
  const tone = isChange ? (value > 0 ? 'is-in' : value < 0 ? 'is-out' : '') : value < 0 ? 'is-negative' : '';
  return (
    <span className={`amount ${tone}`}>
      {isChange && value > 0 ? '+' : ''}
      {money(value, currency)}
    </span>
  );
}
