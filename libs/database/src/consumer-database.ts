import type { ServiceContext } from '@florin/service';
import { connect, connectForRequests } from './connect.ts';
import type { Database } from './database.ts';
import { observeDatabase } from './observe-database.ts';
import { observePool } from './observe-pools.ts';

/**
 * The two pools of a consumer: `database` for its background work, which is about all tenants, and `requests` for those of one
 * tenant. Both are closed when the process stops, and shown in readiness and metrics.
 */
export async function openConsumerDatabase(
  context: ServiceContext<{ DATABASE_URL: string; DATABASE_OWNER_URL?: string }>,
): Promise<Record<'database' | 'requests', Database>> {
  const { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl } = context.config;
  const database = await connect({ url, ownerUrl, allTenants: true, applicationName: context.name });
  observeDatabase(context, database);
  const requests = await connectForRequests({ url, applicationName: `${context.name} requests` });
  context.onStop('database of requests', () => requests.close());
  observePool(context.metrics, 'requests', requests);
  return { database, requests };
}
