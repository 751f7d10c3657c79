import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from './packages.ts';

type ComposeService = {
  image?: string;
  build?: { context: string; dockerfile: string };
  environment?: Record<string, string | number>;
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
  restart?: string;
  profiles?: string[];
  networks?: string[];
  volumes?: string[];
  ports?: string[];
};

export type ComposeFile = {
  services: Record<string, ComposeService>;
  networks: Record<string, { internal?: boolean } | null>;
  volumes: Record<string, unknown>;
};

export const composeText = readFileSync(join(root, 'docker-compose.yml'), 'utf8');

/** docker-compose.yml with its anchors resolved, its `${…}` as they are. */
export const composeFile = parse(composeText, { merge: true }) as ComposeFile;
