/**
 * The keys to give up so that the remaining keys can be locked on a quorum. Each element of `takenPerNode` has the taken
 * keys of one reachable node; the quorum of nodes with the fewest taken keys is the one to try. A key that is left over
 * on a minority of nodes, for example after a missed release, is therefore not given up.
 *
 * Returns undefined when fewer than `quorum` nodes answered: nothing is known about any key then.
 */
export function keysToDrop(takenPerNode: ReadonlySet<string>[], quorum: number): Set<string> | undefined {
  if (takenPerNode.length < quorum) return undefined;
  const emptiest = [...takenPerNode].sort((a, b) => a.size - b.size).slice(0, quorum);
  return new Set(emptiest.flatMap((taken) => [...taken]));
}
