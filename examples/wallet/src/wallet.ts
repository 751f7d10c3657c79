import { type Florin, FlorinError, InsufficientFundsError, Money, type AccountLine } from '@florin/sdk';
import type { WalletView } from './page.ts';

export type TransferForm = { key: string; to: string; amount: string; reference: string };

/** One account, from its owner's view. */
export class Wallet {
  readonly #florin: Florin;
  readonly #accountId: string;

  constructor(florin: Florin, accountId: string) {
    this.#florin = florin;
    this.#accountId = accountId;
  }

  async view(notice?: string): Promise<WalletView> {
    const now = new Date();
    const from = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth())).toISOString();
    const to = new Date(now.getTime() + 60_000).toISOString();
    const lines: AccountLine[] = [];
    for await (const line of this.#florin.accounts.statement(this.#accountId, { from, to })) lines.push(line);
    const [account, { available }] = await Promise.all([
      this.#florin.accounts.get(this.#accountId),
      this.#florin.accounts.balance(this.#accountId),
    ]);
    return { account, available, lines: lines.reverse(), notice };
  }

  /** Sends money and returns the result in words. The form's key makes it safe to send it twice. */
  async send({ key, to, amount, reference }: TransferForm): Promise<string> {
    const { currency } = await this.#florin.accounts.get(this.#accountId);
    try {
      const sent = await this.#florin.transactions.transfer(
        {
          from_account_id: this.#accountId,
          to_account_id: to,
          amount: Money.fromDecimal(amount, currency),
          currency,
          ...(reference ? { reference } : {}),
        },
        { idempotencyKey: `wallet-${key}` },
      );
      return `Sent ${Money.format(sent.amount, currency, 'en-US')}.`;
    } catch (error) {
      if (error instanceof InsufficientFundsError) return 'You have not got that much.';
      if (error instanceof RangeError) return `${amount} is no amount in ${currency}.`;
      if (error instanceof FlorinError && !error.outcomeUnknown) return `Not sent: ${error.message}`;
      if (error instanceof FlorinError)
        return 'We do not know yet whether this was sent. Send the same form again.';
      throw error;
    }
  }
}
