import { Florin } from '@florin/sdk';

/** A client of the bank's API for each tenant that this app has a key of. Tenant ids are prefixed. */
export type BankClients = ReadonlyMap<string, Florin>;

/** `keys` are `tenant_…=flk_…`, each key made by that tenant for this app, with accounts:read and accounts:write. */
export function createBankClients(url: string | undefined, keys: readonly string[]): BankClients {
  if (url === undefined) return new Map();
  return new Map(
    keys.map((each) => {
      const at = each.indexOf('=');
      // Retries have a schedule of their own, and an attempt that hangs must end before its lease.
      const client = new Florin({
        baseUrl: url,
        apiKey: each.slice(at + 1),
        timeoutMs: 5_000,
        maxRetries: 0,
      });
      return [each.slice(0, at), client];
    }),
  );
}
