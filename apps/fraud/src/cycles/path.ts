import { formatMoney } from '@florin/events';
import { inMinorUnits } from '../money.ts';
import type { Movement } from '../movement.ts';
import type { Finding } from '../rule.ts';

/** One transfer between two accounts of the bank, as both sides' movements tell of it. Ids are bare UUIDs. */
export type Transfer = {
  readonly transactionId: string;
  readonly tenantId: string;
  readonly from: string;
  readonly to: string;
  readonly type: string;
  readonly amount: number;
  readonly currency: string;
  readonly occurredAt: number;
};

/** Transfers in the order of time, each from the account to which the one before went. A circle ends where it began. */
export type Path = readonly Transfer[];

export type CycleLimits = {
  /** Over how many accounts money may come back. A circle has three of them at least. */
  readonly longestWay: number;
  /** By how much the smallest of its transfers may be less than the largest. */
  readonly tolerancePercent: number;
  /** Smaller transfers are no part of a circle; whole units of the currency. */
  readonly minimumUnits: number;
  /** From its first transfer to its last. */
  readonly windowMs: number;
};

export function transferOf(movement: Movement): Transfer | undefined {
  const { accountId, counterpartyId, direction, outcome, transactionId, tenantId, type } = movement;
  if (outcome !== 'completed' || counterpartyId === null) return undefined;
  const [from, to] = direction === 'debit' ? [accountId, counterpartyId] : [counterpartyId, accountId];
  const { amount, currency, occurredAt } = movement;
  return { transactionId, tenantId, from, to, type, amount, currency, occurredAt };
}

export const isLargeEnough = ({ amount, currency }: Transfer, { minimumUnits }: CycleLimits): boolean =>
  amount >= inMinorUnits(minimumUnits, currency);

export const isClosed = (path: Path): boolean => path[0]!.from === path.at(-1)!.to;

/**
 * The way with one transfer more at its begin or its end; undefined where that is no way: the accounts do not fit, an
 * account is met twice other than by closing the circle, the amounts are not alike, or it takes too long.
 */
export function lengthened(path: Path, transfer: Transfer, limits: CycleLimits): Path | undefined {
  const [first, last] = [path[0]!, path.at(-1)!];
  const goesBefore = transfer.to === first.from && isBefore(transfer, first);
  const goesAfter = transfer.from === last.to && isBefore(last, transfer);
  if (!goesBefore && !goesAfter) return undefined;
  const longer = goesBefore ? [transfer, ...path] : [...path, transfer];
  const isWay =
    transfer.currency === first.currency &&
    isLargeEnough(transfer, limits) &&
    meetsNobodyTwice(longer) &&
    longer.at(-1)!.occurredAt - longer[0]!.occurredAt < limits.windowMs &&
    isAlike(path, transfer, limits.tolerancePercent);
  return isWay ? longer : undefined;
}

/** What the account from which the money went is told of: the last transfer, with all of the way as evidence. */
export function cycleFinding(path: Path, limits: CycleLimits): { movement: Movement; finding: Finding } {
  const movements = path.map((transfer, index) => movementFrom(transfer, index === path.length - 1));
  const movement = movements.at(-1)!;
  const reason =
    `${formatMoney(path[0]!.amount, movement.currency)} went over ${path.length} accounts within ` +
    `${limits.windowMs / 1_000} s, and ${formatMoney(movement.amount, movement.currency)} came back`;
  return { movement, finding: { reason, evidence: movements } };
}

/** By time and then by id, which sorts as the books do: no two are at the same place. */
function isBefore(one: Transfer, other: Transfer): boolean {
  return (
    one.occurredAt < other.occurredAt ||
    (one.occurredAt === other.occurredAt && one.transactionId < other.transactionId)
  );
}

/** Two accounts that pay each other are a pair, which the rule counts elsewhere. */
function meetsNobodyTwice(path: Path): boolean {
  const payers = new Set(path.map(({ from }) => from));
  if (payers.size < path.length) return false;
  const end = path.at(-1)!.to;
  return !payers.has(end) || (end === path[0]!.from && path.length > 2);
}

function isAlike(path: Path, { amount }: Transfer, tolerancePercent: number): boolean {
  const { leastAmount, mostAmount } = amountsAlike(path, tolerancePercent);
  return BigInt(amount) >= leastAmount && BigInt(amount) <= mostAmount;
}

/** What a further transfer may amount to, so that the smallest of all is within the tolerance of the largest. */
export function amountsAlike(
  path: Path,
  tolerancePercent: number,
): { leastAmount: bigint; mostAmount: bigint } {
  const amounts = path.map(({ amount }) => amount);
  const [least, most] = [BigInt(Math.min(...amounts)), BigInt(Math.max(...amounts))];
  const remaining = BigInt(100 - tolerancePercent);
  return {
    leastAmount: (most * remaining + 99n) / 100n,
    mostAmount: remaining === 0n ? largestAmount : (least * 100n) / remaining,
  };
}

/** What PostgreSQL's bigint holds: no amount is larger. */
const largestAmount = 2n ** 63n - 1n;

/** As the side that pays has it; the last one as the account has it to which the money came back. */
function movementFrom(transfer: Transfer, isReturn: boolean): Movement {
  const { from, to, ...rest } = transfer;
  return {
    ...rest,
    accountId: isReturn ? to : from,
    counterpartyId: isReturn ? from : to,
    direction: isReturn ? 'credit' : 'debit',
    outcome: 'completed',
    internal: true,
    accountVersion: 0,
  };
}
