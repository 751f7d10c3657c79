import { connect, derivedUrlOfRole, type Database } from '@florin/database';
import { createServer, type RequestListener, type Server } from 'node:http';
import { readTopology, type Topology } from './topology.ts';
import type { ClusterSettings, PostgresNode } from './cluster-settings.ts';
import { urlOfNode } from './postgres-nodes.ts';

/** What a node says of itself. */
type State = { inRecovery: boolean; timeline: number };

const answerWithinMs = 2_000;

const stateOfNode = `
  select pg_is_in_recovery() as "inRecovery",
    case when pg_is_in_recovery() then 0
      else ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int end as timeline`;

/**
 * Answers HAProxy's checks, on a port for each node and under the paths of Patroni's REST API: `/primary` is 200 for the
 * node that the topology names, if it accepts writes on the newest timeline; `/replica` is 200 for a standby. All other
 * answers are 503. So a former primary that comes back, by any means, gets no writes.
 */
export async function serveRoleChecks(cluster: ClusterSettings): Promise<void> {
  for (const node of cluster.postgres) {
    const limits = { poolSize: 1, connectTimeoutMs: answerWithinMs, statementTimeoutMs: answerWithinMs };
    const url = derivedUrlOfRole(urlOfNode(node), 'readsAllTenants');
    const database = await connect({ url, applicationName: 'role check', ...limits });
    await listen(createServer(answersFor(cluster, node, database)), node);
  }
}

function answersFor(cluster: ClusterSettings, node: PostgresNode, database: Database): RequestListener {
  return (request, response) =>
    void database
      .query<State>(stateOfNode, [])
      .then(([state]) => state)
      .catch(() => undefined) // The node does not answer, so it has no role.
      .then((state) => {
        const isWanted = state !== undefined && hasRole(request.url, node, state, readTopology(cluster));
        response.writeHead(isWanted ? 200 : 503).end(`${JSON.stringify({ node: node.name, ...state })}\n`);
      });
}

/** Whether a node that says this of itself has the role of the path, by what the topology says. */
export function hasRole(
  path: string | undefined,
  { name }: Pick<PostgresNode, 'name'>,
  { inRecovery, timeline }: State,
  topology: Topology,
): boolean {
  if (path === '/replica') return inRecovery;
  if (path !== '/primary' || inRecovery) return false;
  return topology.primary === name && timeline >= topology.timeline;
}

function listen(server: Server, { roleCheckPort }: PostgresNode): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(roleCheckPort, '127.0.0.1', resolve);
  });
}
