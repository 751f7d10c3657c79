import { Florin } from '@florin/sdk';
import { createWalletServer } from './server.ts';
import { Wallet } from './wallet.ts';

const {
  FLORIN_URL = 'http://127.0.0.1:3000',
  FLORIN_API_KEY = '',
  WALLET_ACCOUNT,
  PORT = '8082',
} = process.env;
const florin = new Florin({ apiKey: FLORIN_API_KEY, baseUrl: FLORIN_URL });
// Without a configured account it opens one with 100.00, the same one at every start.
const demo = { name: 'My wallet', initial_balance: 100_00 };
const account = WALLET_ACCOUNT ?? (await florin.accounts.create(demo, { idempotencyKey: 'wallet-demo' })).id;

createWalletServer(new Wallet(florin, account)).listen(Number(PORT), '127.0.0.1', () =>
  console.log(`The wallet of ${account} is at http://127.0.0.1:${PORT}`),
);
