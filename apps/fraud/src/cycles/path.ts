import { formatMoney } from '@florin/rules';
import { inMinorUnits } from '../rule-parameters.ts';
import type { Movement } from '../movement.ts';
import type { CycleLimits, Finding } from '../rule.ts';

/** A transfer between two accounts of the bank, made from the movement of either side. Ids are bare UUIDs. */
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

/** Transfers in order of time, each from the account to which the previous one went. A cycle ends where it began. */
export type Path = readonly [Transfer, ...Transfer[]];

export const lastOf = (path: Path): Transfer => path.at(-1) ?? path[0];

export function transferOf(movement: Movement): Transfer | undefined {
  const { accountId, counterpartyId, direction, outcome, transactionId, tenantId, type } = movement;
  if (outcome !== 'completed' || counterpartyId === null) return undefined;
  const [from, to] = direction === 'debit' ? [accountId, counterpartyId] : [counterpartyId, accountId];
  const { amount, currency, occurredAt } = movement;
  return { transactionId, tenantId, from, to, type, amount, currency, occurredAt };
}

export const isLargeEnough = ({ amount, currency }: Transfer, { minimumUnits }: CycleLimits): boolean =>
  amount >= inMinorUnits(minimumUnits, currency);

export const isClosed = (path: Path): boolean => path[0].from === lastOf(path).to;

/**
 * The path with one more transfer at its start or its end; undefined if the result is no path: the accounts do not match,
 * an account occurs twice without closing the cycle, the amounts differ too much, or it takes too long.
 */
export function lengthened(path: Path, transfer: Transfer, limits: CycleLimits): Path | undefined {
  const [first, last] = [path[0], lastOf(path)];
  const goesBefore = transfer.to === first.from && isBefore(transfer, first);
  const goesAfter = transfer.from === last.to && isBefore(last, transfer);
  if (!goesBefore && !goesAfter) return undefined;
  const longer: Path = goesBefore ? [transfer, ...path] : [...path, transfer];
  const isPath =
    transfer.currency === first.currency &&
    isLargeEnough(transfer, limits) &&
    hasDistinctAccounts(longer) &&
    lastOf(longer).occurredAt - longer[0].occurredAt < limits.windowMs &&
    isAlike(path, transfer, limits.tolerancePercent);
  return isPath ? longer : undefined;
}

/** The finding about the account that the money left and came back to: its last transfer, with the path as evidence. */
export function cycleFinding(path: Path, limits: CycleLimits): { movement: Movement; finding: Finding } {
  const paid = path.slice(0, -1).map((transfer) => movementFrom(transfer, false));
  const movement = movementFrom(lastOf(path), true);
  const reason =
    `${formatMoney(path[0].amount, movement.currency)} went over ${path.length} accounts within ` +
    `${limits.windowMs / 1_000} s, and ${formatMoney(movement.amount, movement.currency)} came back`;
  return { movement, finding: { reason, evidence: [...paid, movement] } };
}

/** Orders by time and then by id, which sorts as the ledger does, so that no two transfers are equal. */
function isBefore(one: Transfer, other: Transfer): boolean {
  return (
    one.occurredAt < other.occurredAt ||
    (one.occurredAt === other.occurredAt && one.transactionId < other.transactionId)
  );
}

/** Two accounts that pay each other are no cycle: the rule counts such pairs itself. */
function hasDistinctAccounts(path: Path): boolean {
  const payers = new Set(path.map(({ from }) => from));
  if (payers.size < path.length) return false;
  const end = lastOf(path).to;
  return !payers.has(end) || (end === path[0].from && path.length > 2);
}

function isAlike(path: Path, { amount }: Transfer, tolerancePercent: number): boolean {
  const { minAmount, maxAmount } = amountsAlike(path, tolerancePercent);
  return BigInt(amount) >= minAmount && BigInt(amount) <= maxAmount;
}

/** The range of amounts for a further transfer, so that the smallest amount is within the tolerance of the largest. */
export function amountsAlike(path: Path, tolerancePercent: number): { minAmount: bigint; maxAmount: bigint } {
  const amounts = path.map(({ amount }) => amount);
  const [least, most] = [BigInt(Math.min(...amounts)), BigInt(Math.max(...amounts))];
  const remaining = BigInt(100 - tolerancePercent);
  return {
    minAmount: (most * remaining + 99n) / 100n,
    maxAmount: remaining === 0n ? largestAmount : (least * 100n) / remaining,
  };
}

/** The largest bigint of PostgreSQL: no amount is larger. */
const largestAmount = 2n ** 63n - 1n;

/** The movement of the paying side; of the last transfer, that of the account to which the money came back. */
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
