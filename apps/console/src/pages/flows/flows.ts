import type { AccountLine, Florin } from '@florin/sdk';

/** What an account received from and paid to one counterparty, in minor units. */
export type Flow = {
  /** The id of the other account, or the type of the movements where the other side is the external account. */
  key: string;
  accountId: string | null;
  type: AccountLine['type'];
  received: bigint;
  paid: bigint;
  count: number;
};

type Line = Pick<AccountLine, 'type' | 'balance_change' | 'counterparty_account_id'>;

/** The most movements that are read and summed: twenty of the API's largest pages, one after the other. */
export const linesMax = 2_000;

/** The movements of an account since a moment, newest first; only the newest where there are more than `linesMax`. */
export async function readLines(
  florin: Florin,
  accountId: string,
  fromMs: number,
  signal: AbortSignal,
): Promise<{ lines: AccountLine[]; isWhole: boolean }> {
  const filters = { created_from: new Date(fromMs).toISOString(), limit: 100 };
  const lines: AccountLine[] = [];
  for await (const line of florin.accounts.transactions(accountId, filters, { signal })) {
    if (lines.length === linesMax) return { lines, isWhole: false };
    lines.push(line);
  }
  return { lines, isWhole: true };
}

/** The type distinguishes external movements: the external account has no name. */
export const keyOf = ({ counterparty_account_id, type }: Line): string => counterparty_account_id ?? type;

/** Holds, voids and expiries move nothing, and belong to no flow. */
export const moves = ({ balance_change }: Line): boolean => balance_change !== 0;

/** Sums movements by counterparty, the largest flow first. */
export function flowsOf(lines: readonly Line[]): Flow[] {
  const flows = new Map<string, Flow>();
  for (const line of lines.filter(moves)) {
    const key = keyOf(line);
    const { type, counterparty_account_id: accountId } = line;
    const flow = flows.get(key) ?? { key, accountId, type, received: 0n, paid: 0n, count: 0 };
    const change = BigInt(line.balance_change);
    flows.set(key, {
      ...flow,
      received: flow.received + (change > 0n ? change : 0n),
      paid: flow.paid - (change < 0n ? change : 0n),
      count: flow.count + 1,
    });
  }
  return [...flows.values()].toSorted((one, other) =>
    Number(other.received + other.paid - one.received - one.paid),
  );
}

export type Totals = { received: bigint; paid: bigint };

export function totalsOf(flows: readonly Flow[]): Totals {
  return flows.reduce(
    (sum, { received, paid }) => ({ received: sum.received + received, paid: sum.paid + paid }),
    { received: 0n, paid: 0n },
  );
}

/** One end of the diagram. Without a flow it stands for all others of its side. */
export type End = { side: keyof Totals; amount: bigint; flow?: Flow };

const endsMax = 8;

/** The largest flows of a side, and one end for all others, so that the diagram stays legible. */
export function endsOf(flows: readonly Flow[], side: keyof Totals): End[] {
  const ends = flows
    .filter((flow) => flow[side] > 0n)
    .map((flow) => ({ side, amount: flow[side], flow }))
    .toSorted((one, other) => Number(other.amount - one.amount));
  if (ends.length <= endsMax) return ends;
  const others = ends.slice(endsMax - 1).reduce((sum, { amount }) => sum + amount, 0n);
  return [...ends.slice(0, endsMax - 1), { side, amount: others }];
}
