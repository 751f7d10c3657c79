import { SetupProblem } from '@florin/processes';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PostgresNode } from './cluster-settings.ts';

/**
 * Which node is the primary, and the timeline that it began with, as one line of a file. The file is the cluster's only authority on it, as etcd
 * is for Patroni: a node that it does not name starts as a standby, and HAProxy sends it no writes. `replaces` names the lost primary
 * while a promotion is not complete, so that repeating the promotion goes on with the same nodes.
 */
export type Topology = { primary: string; timeline: number; replaces?: string };

type Place = { directory: string; postgres: PostgresNode[] };

const fileOf = ({ directory }: Pick<Place, 'directory'>): string => join(directory, 'topology');

/** A new cluster begins with its first node as the primary. */
export function readTopology(cluster: Place): Topology {
  const path = fileOf(cluster);
  if (!existsSync(path)) writeTopology(cluster, { primary: 'postgres-1', timeline: 1 });
  const [primary = '', timeline, replaces] = readFileSync(path, 'utf8').trim().split(' ');
  return { primary, timeline: Number(timeline), ...(replaces === undefined ? {} : { replaces }) };
}

export function writeTopology(cluster: Pick<Place, 'directory'>, topology: Topology): void {
  mkdirSync(cluster.directory, { recursive: true });
  const path = fileOf(cluster);
  const { primary, timeline, replaces } = topology;
  writeFileSync(`${path}.new`, `${[primary, timeline, replaces].join(' ').trim()}\n`);
  renameSync(`${path}.new`, path);
}

export function primaryOf(cluster: Place): PostgresNode {
  return nodeNamed(cluster, readTopology(cluster).primary);
}

export function nodeNamed({ postgres }: Place, name: string): PostgresNode {
  const node = postgres.find((each) => each.name === name);
  if (!node) throw new SetupProblem(`There is no node ${name}: the nodes are ${names(postgres)}.`);
  return node;
}

const names = (nodes: PostgresNode[]): string => nodes.map(({ name }) => name).join(', ');
