import type { NodeFacts } from '@florin/locks';
import type { Bank, Check, Problem } from './check.ts';

/** Redis nodes that are away, and settings under which a lock may vanish. */
export const redisNodes: Check = async (bank) => {
  const nodes = await bank.nodes();
  const problems = [...nodes].flatMap(([name, facts]) =>
    'away' in facts ? [awayProblem(name, facts)] : problemsOf(name, facts, bank.isProduction),
  );
  return [...problems, ...sameNode(nodes)];
};

const awayProblem = (name: string, { away }: { away: string }): Problem => ({
  what: `Redis at ${name} cannot be used (${away})`,
  why: 'With half of the nodes away, all contention is left to row locks',
  remedy: 'See that it runs, and that REDIS_URLS and REDIS_TLS_CA fit it',
});

function problemsOf(name: string, facts: NodeFacts, isProduction: boolean): Problem[] {
  const problems: [boolean, string, string, string][] = [
    [
      facts.evictionPolicy !== 'noeviction',
      `has maxmemory-policy ${facts.evictionPolicy}`,
      'A full node removes locks that are held',
      'Set maxmemory-policy to noeviction',
    ],
    [
      facts.role !== 'master' || facts.replicas > 0,
      facts.role === 'master' ? 'has replicas' : 'is a replica',
      'A failover forgets locks that were acknowledged',
      'Run independent nodes without replicas',
    ],
    [
      facts.isCluster,
      'is part of a cluster',
      'The nodes of locks must not know each other',
      'Run independent nodes with cluster-enabled no',
    ],
    [
      facts.memoryMaxBytes > 0 && facts.memoryUsedBytes > 0.9 * facts.memoryMaxBytes,
      'uses over 90 % of its memory',
      'A full node refuses locks',
      'Raise maxmemory, and find what else writes there (redis-cli --bigkeys)',
    ],
    [
      isProduction && facts.isOpen,
      'lets in anybody without a password',
      'Anybody who reaches it can hold every account busy',
      'Give it a user for Florin and turn the user default off ("TLS and credentials" in the production guide)',
    ],
  ];
  return problems
    .filter(([isSo]) => isSo)
    .map(([, what, why, remedy]) => ({ what: `Redis at ${name} ${what}`, why, remedy }));
}

function sameNode(nodes: Awaited<ReturnType<Bank['nodes']>>): Problem[] {
  const readable = [...nodes].flatMap(([name, facts]) => ('away' in facts ? [] : [{ name, facts }]));
  return [...Map.groupBy(readable, ({ facts }) => facts.runId).values()]
    .filter((same) => same.length > 1)
    .map((same) => ({
      what: `${same.map(({ name }) => name).join(' and ')} are one Redis node`,
      why: 'Its loss is the loss of several',
      remedy: 'Name each node once in REDIS_URLS',
    }));
}
