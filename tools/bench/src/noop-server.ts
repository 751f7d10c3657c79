import { accessEntities, createAuthenticator } from '@florin/access';
import { connect } from '@florin/database';
import {
  callerSettings,
  callSignerOf,
  createHttpServer,
  keyAuthentication,
  operationsByService,
  Problem,
  type components,
  type Handlers,
} from '@florin/http';
import { runService } from '@florin/service';
import { Type } from 'typebox';

/*
 * The baseline: the API's own HTTP server (contract, keys, limits, serialisation) with handlers that do nothing. The cost
 * of a movement above this baseline is the ledger's.
 */

const at = '2026-11-22T00:00:00.000Z';

const transaction: components['schemas']['Transaction'] = {
  id: 'txn_01m819eke0es3v0j9qtsf6ysh6',
  type: 'credit',
  status: 'completed',
  account_id: 'acct_01m819eke0e209k3gghyc4dkah',
  counterparty_account_id: null,
  from_account_id: null,
  to_account_id: null,
  amount: 1,
  currency: 'USD',
  balance_after: 1,
  account_version: 1,
  reference: null,
  description: null,
  metadata: {},
  failure: null,
  hold_id: null,
  reverses: null,
  expires_at: null,
  captured_amount: null,
  effective_at: at,
  created_at: at,
  actor: null,
};
const balance: components['schemas']['Balance'] = {
  account_id: 'acct_01m819eke0e209k3gghyc4dkah',
  balance: 1,
  held: 0,
  available: 1,
  currency: 'USD',
  currency_exponent: 2,
  version: 1,
  as_of: at,
};

const notHere = async () => {
  throw new Problem('service_unavailable', { detail: 'This server measures other operations.' });
};

const refusals: Partial<Handlers<'api'>> = Object.fromEntries(
  operationsByService.api.map((operation) => [operation, notHere]),
);
const handlers = {
  ...refusals,
  creditAccount: async () => ({ body: transaction }),
  debitAccount: async () => ({ body: transaction }),
  getAccountBalance: async () => ({ body: balance, headers: { etag: '"1"' } }),
} as Handlers<'api'>;

await runService({
  name: 'no-op-server',
  config: Type.Object({
    DATABASE_URL: Type.String(),
    ...callerSettings,
    PORT: Type.Integer(),
  }),
  async start(context) {
    const { DATABASE_URL: url, PORT: port } = context.config;
    const database = await connect({ url, entities: accessEntities, applicationName: 'no-op-server' });
    context.onStop('database', () => database.close());
    const nobody = 'http://127.0.0.1:1';
    const server = await createHttpServer({
      service: 'api',
      context,
      authenticate: keyAuthentication(createAuthenticator(database)),
      forward: { fraud: nobody, notifications: nobody, analytics: nobody },
      signCall: callSignerOf('api', context.config),
      handlers,
    });
    await server.listen({ host: '127.0.0.1', port });
  },
});
