import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { itemAt } from '@florin/testing';
import { idToUuid, newId, runParameterized } from '@florin/database';
import fc from 'fast-check';
import {
  capture,
  credit,
  debit,
  hold,
  reverse,
  transfer,
  voidHold,
  type Command,
  type Refusal,
  type Transaction,
} from '../src/index.ts';
import { Account } from '../src/entities/account.ts';
import { TransactionEntity } from '../src/entities/transaction.ts';
import { expire } from '../src/movements/commands.ts';
import { noDetails, openBank, type Bank } from './bank.ts';
import { anyStep, ModelBank, overdrafts, type ModelMovement, type Outcome, type Step } from './model-bank.ts';

/*
 * Compares random sequences of movements of all kinds, one after the other or several at once, with a model of plain
 * numbers: every answer, every row and the final balances. A hundred sequences run at the same time on accounts of their
 * own, so that they share batches as the requests of a busy bank do.
 */

let bank: Bank;
beforeAll(async () => {
  // A long time limit: a busy machine does not answer a hundred sequences at once in five seconds.
  // A round must fit into one batch: between two batches a request for one account may overtake a request for two.
  bank = await openBank({ answerWithinMs: 60_000, batchSizeMax: 2_000 });
  await bank.account();
});
afterAll(() => bank.close());

const nothingToSay = { reference: null, description: null, metadata: null };
const onParent = ['capture', 'void', 'expire', 'reverse'];

/** A movement that both the model and the bank accepted. */
type Known = { model: ModelMovement; transaction: Transaction };

/** A hold that may expire as soon as it is placed. Its time is not compared with the clock, so the test does not wait. */
function placed(...requested: Parameters<typeof hold>): Command {
  const { times: _times, ...command } = hold(...requested);
  return command;
}

function commandOf(step: Step, accounts: readonly string[], parent: Transaction | undefined): Command {
  const request = bank.request();
  const { amount } = step;
  const [accountId, other] = [itemAt(accounts, step.account), itemAt(accounts, step.other)];
  const said = { amount: step.sayAmount ? amount : null, ...nothingToSay };
  const expiresAt = step.overdue ? new Date(Date.now() - 1_000) : null;
  const held = { accountId, amount, expiresAt, ...noDetails };
  const commands: Record<Step['kind'], () => Command> = {
    credit: () => credit({ accountId, amount, ...noDetails }, request),
    debit: () => debit({ accountId, amount, ...noDetails }, request),
    transfer: () => transfer({ fromAccountId: accountId, toAccountId: other, amount, ...noDetails }, request),
    hold: () => placed({ ...held, toAccountId: null }, request),
    heldTransfer: () => placed({ ...held, toAccountId: other }, request),
    capture: () => capture(parent!, { ...said, final: step.final }, request),
    void: () => voidHold(parent!, nothingToSay, request),
    expire: () => expire(parent!, request),
    reverse: () => reverse(parent!, said, request),
  };
  return commands[step.kind]();
}

/** The bank's answer in the form of the model. */
function answerOf(answer: PromiseSettledResult<{ transaction: Transaction }>): unknown {
  if (answer.status === 'rejected') {
    return { refused: (answer.reason as Partial<Refusal>).code ?? String(answer.reason) };
  }
  const t = answer.value.transaction;
  return {
    ...{ type: t.type, status: t.status, amount: t.amount, captured: t.capturedAmount ?? 0 },
    ...{ fromVersion: t.fromAccountVersion, fromBalance: t.fromBalanceAfter, fromHeld: t.fromHeldAfter },
    ...{ toVersion: t.toAccountVersion, toBalance: t.toBalanceAfter, toHeld: t.toHeldAfter },
  };
}

/** A copy of the model's outcome, because later steps change its movements. */
function expectedOf(outcome: Outcome): unknown {
  if ('refused' in outcome) return outcome;
  const { movement, from, to } = outcome;
  return {
    ...{ type: movement.type, status: movement.status, amount: movement.amount, captured: movement.captured },
    ...{
      fromVersion: from?.version ?? null,
      fromBalance: from?.balance ?? null,
      fromHeld: from?.held || null,
    },
    ...{ toVersion: to?.version ?? null, toBalance: to?.balance ?? null, toHeld: to?.held || null },
  };
}

/** The steps of a round are sent at the same time. Each may use movements from before the round. */
async function playRound(round: readonly Step[], accounts: string[], model: ModelBank, known: Known[]) {
  const playable = round.filter(({ kind }) => known.length > 0 || !onParent.includes(kind));
  const parents = playable.map(({ pick }) => known[pick % known.length]);
  const outcomes = playable.map((step, index) => {
    const outcome = model.apply(step, parents[index]?.model);
    return { outcome, expected: expectedOf(outcome) };
  });
  const answers = await Promise.allSettled(
    playable.map((step, index) => bank.ledger.post(commandOf(step, accounts, parents[index]?.transaction))),
  );
  expect(answers.map(answerOf)).toEqual(outcomes.map(({ expected }) => expected));
  answers.forEach((answer, index) => {
    const { outcome } = itemAt(outcomes, index);
    if (answer.status === 'fulfilled' && 'movement' in outcome) {
      known.push({ model: outcome.movement, transaction: answer.value.transaction });
    }
  });
}

type Played = { accounts: string[]; model: ModelBank; known: Known[] };

async function play(rounds: readonly Step[][], accounts: string[]): Promise<Played> {
  const model = new ModelBank();
  const known: Known[] = [];
  try {
    for (const round of rounds) await playRound(round, accounts, model, known);
  } catch (cause) {
    throw new Error(`The bank does not answer as the model does: ${JSON.stringify(rounds)}`, { cause });
  }
  return { accounts, model, known };
}

async function playSideBySide(sequences: readonly Step[][][]): Promise<void> {
  const accounts = await openAccounts(sequences.length);
  const played = await Promise.all(sequences.map((rounds, index) => play(rounds, itemAt(accounts, index))));
  await bank.database.read(async (em) => {
    const left = await em.find(Account, { id: { $in: accounts.flat() } });
    const byId = new Map(left.map(({ id, balance, held, version }) => [id, { balance, held, version }]));
    const transactions = played.flatMap(({ known }) => known.map(({ transaction }) => transaction.id));
    const rows = await em.find(TransactionEntity, { id: { $in: transactions } });
    const states = new Map(rows.map((row) => [row.id, [row.status, row.capturedAmount ?? 0]]));
    for (const each of played) expectLeft(each, byId, states);
  });
}

/** Compares the accounts and every movement with the model. */
function expectLeft(
  { accounts, model, known }: Played,
  byId: Map<string, object>,
  states: Map<string, unknown>,
): void {
  const expected = model.accounts.map(({ balance, held, version }) => ({ balance, held, version }));
  expect(accounts.map((id) => byId.get(id))).toEqual(expected);
  expect(known.map(({ transaction }) => states.get(transaction.id))).toEqual(
    known.map(({ model: { status, captured } }) => [status, captured]),
  );
}

/** Inserts three accounts per sequence by one statement: opening each would take longer than the rest of the test. */
async function openAccounts(sequences: number): Promise<string[][]> {
  const rows = Array.from({ length: sequences }, () => overdrafts.map(() => newId('acct')));
  await bank.database.unitOfWork((em) =>
    runParameterized(
      em,
      `insert into ledger.accounts (id, tenant_id, currency, overdraft_limit)
       select id, $1, 'USD', overdraft from unnest($2::uuid[], $3::bigint[]) as a (id, overdraft)`,
      [idToUuid(bank.tenantId), rows.flat().map(idToUuid), rows.flatMap(() => overdrafts)],
    ),
  );
  return rows;
}

const start: Step = {
  ...{ kind: 'credit', account: 0, other: 1, pick: 0, amount: 90 },
  ...{ sayAmount: true, final: false, overdue: false },
};
const sequence = (stepsAtOnce: number, rounds: number) =>
  fc
    .array(fc.array(anyStep, { minLength: 1, maxLength: stepsAtOnce }), { minLength: 2, maxLength: rounds })
    .map((steps) => [[start, { ...start, account: 2 }], ...steps]);
const sideBySide = (each: fc.Arbitrary<Step[][]>) => fc.array(each, { minLength: 100, maxLength: 100 });

/** Fails with the sequence that went wrong, not with all sequences that ran at the same time. */
const always = (sequences: fc.Arbitrary<Step[][][]>, numRuns: number) =>
  fc.assert(fc.asyncProperty(sequences, playSideBySide), {
    numRuns,
    endOnFailure: true,
    asyncReporter: async ({ failed, seed, errorInstance }) => {
      if (failed) throw new Error(`A property failed with seed ${seed}.`, { cause: errorInstance });
    },
  });

test('two thousand sequences of all kinds of movement get the answers of the model, step by step', async () => {
  await always(sideBySide(sequence(1, 14)), 20);
}, 300_000);

test('a thousand sequences of movements sent several at a time get answers as if posted in order of arrival', async () => {
  await always(sideBySide(sequence(5, 5)), 10);
}, 300_000);
