import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from './packages.ts';

export type ComposeService = {
  image?: string;
  build?: { context: string; dockerfile: string };
  environment?: Record<string, string | number>;
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
  restart?: string;
  profiles?: string[];
  /** A list, or a network's own settings by its name. */
  networks?: string[] | Record<string, { aliases?: string[] }>;
  command?: string[];
  volumes?: string[];
  ports?: string[];
};

export type ComposeFile = {
  services: Record<string, ComposeService>;
  networks: Record<string, { internal?: boolean } | null>;
  volumes: Record<string, unknown>;
};

/** The names of a service's networks. */
export function networksOf({ networks = [] }: ComposeService): string[] {
  return Array.isArray(networks) ? networks : Object.keys(networks);
}

export const composeText = readFileSync(join(root, 'docker-compose.yml'), 'utf8');

/** Compose's own interpolation. Throws when a required variable is not given. */
export function interpolate(text: string, given: Record<string, string | undefined>): string {
  return text.replaceAll(/\$\{(\w+)(:[-?])([^}]*)\}/g, (_, name: string, operator: string, word: string) => {
    const value = given[name];
    if (value) return value;
    if (operator === ':?') throw new Error(`${name}: ${word}`);
    return word;
  });
}

/** docker-compose.yml with its anchors resolved, its `${…}` as they are. */
export const composeFile = parse(composeText, { merge: true }) as ComposeFile;
