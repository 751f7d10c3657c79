/**
 * The fewest keys to give up so that the rest can be taken on a quorum: each element of `takenPerNode` lists what one
 * reachable node has taken, and the quorum of nodes with the least is the one to try. A key left over on a minority
 * (a node that missed a release) therefore costs nobody anything.
 *
 * Returns undefined when fewer than `quorum` nodes answered: then nothing can be said about any key.
 */
export function keysToDrop(takenPerNode: ReadonlySet<string>[], quorum: number): Set<string> | undefined {
  if (takenPerNode.length < quorum) return undefined;
  const emptiest = [...takenPerNode].sort((a, b) => a.size - b.size).slice(0, quorum);
  return new Set(emptiest.flatMap((taken) => [...taken]));
}
