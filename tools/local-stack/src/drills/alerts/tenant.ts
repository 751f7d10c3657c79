import { Florin } from '@florin/sdk';
import { SetupProblem } from '@florin/processes';
import { type Credentials, readCredentials } from '../../credentials.ts';
import type { Scene } from '../drill.ts';

/** The cluster's tenant, as a client through HAProxy. */
export function apiOf(scene: Scene): Florin {
  const { api_key: apiKey } = tenantOf(scene);
  return new Florin({ apiKey, baseUrl: `http://127.0.0.1:${scene.cluster.appPorts.api}` });
}

export function tenantOf({ cluster }: Scene): Credentials & { api_key: string; tenant_id: string } {
  const credentials = readCredentials(cluster.directory);
  const { api_key, tenant_id } = credentials;
  if (api_key === undefined || tenant_id === undefined)
    throw new SetupProblem('The cluster has no tenant yet: wait until it is up.');
  return { ...credentials, api_key, tenant_id };
}

/** An account of the fault's own, which the load does not use. */
export async function openAccount(scene: Scene): Promise<string> {
  const { id } = await apiOf(scene).accounts.create({ initial_balance: 1_000, name: 'drill' });
  return id;
}
