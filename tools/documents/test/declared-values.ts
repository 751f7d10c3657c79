/** A module that is loaded before each program. It defines what a page only declares (`declare const florin: Florin`). */
export const declaredValues = `
import { Florin } from '@florin/sdk';
const florin = new Florin({ apiKey: process.env.FLORIN_API_KEY, baseUrl: process.env.FLORIN_URL });
const open = () => florin.accounts.create({ initial_balance: 1_000_00 });
const isNeeded = (await import('node:fs')).readFileSync(process.argv[1], 'utf8').includes('declare const');
if (isNeeded) {
  const [account, other] = await Promise.all([open(), open()]);
  const order = { id: crypto.randomUUID(), account: account.id, total: 12_00 };
  Object.assign(globalThis, { florin, account, order, from: account.id, to: other.id });
}
`;
