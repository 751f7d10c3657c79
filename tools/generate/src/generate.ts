import { asyncApiDocument } from '@florin/events';
import { dashboardFiles } from '@florin/monitoring';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import type { ContractDocument } from './contract-document.ts';
import { asyncApiYaml, eventsModule } from './asyncapi-files.ts';
import { contractModule } from './contract-module.ts';
import { contractRules } from './contract-rules.ts';
import { errorPages } from './error-pages.ts';
import { eventPages } from './event-pages.ts';
import { eventTypes } from './event-types.ts';
import { operationTypes } from './operation-types.ts';
import { servicesModule } from './services-module.ts';

/**
 * Writes everything that is generated from openapi.yaml, the event definitions and the boards below `root`, and returns the
 * paths in order. The same input always gives the same bytes. Pages of former error codes and events are removed.
 */
export async function generate(root: string): Promise<string[]> {
  const contract = parse(await readFile(join(root, 'openapi.yaml'), 'utf8')) as ContractDocument;
  const files = new Map<string, string>([
    ['libs/http/src/generated/contract.ts', contractModule(contract)],
    ['libs/http/src/generated/services.ts', servicesModule(contract)],
    ['libs/http/src/generated/operations.ts', await operationTypes(contract, { server: true })],
    ['libs/sdk/src/generated/openapi.ts', await operationTypes(contract, { server: false })],
    ['libs/sdk/src/generated/events.ts', await eventTypes(asyncApiDocument())],
    ['asyncapi.yaml', asyncApiYaml(asyncApiDocument())],
    ['libs/http/src/generated/events.ts', eventsModule(asyncApiDocument())],
    ...dashboardFiles(),
  ]);
  await writeAll(root, files);

  // These imports read the files that were just written, so they are imported only now.
  const { problemCodes } = await import('@florin/http');
  const pages = errorPages(problemCodes, contract);
  const rules = new Map([[rulesPath, contractRules(contract, problemCodes)]]);
  await writeAll(root, rules);
  const written = [
    ...(await writeFolder(root, 'docs/errors', pages)),
    ...(await writeFolder(root, 'docs/events', eventPages(asyncApiDocument()))),
  ];
  return [...files.keys(), ...rules.keys(), ...written].sort();
}

/** Writes a folder that holds nothing but these pages. */
async function writeFolder(root: string, folder: string, pages: Map<string, string>): Promise<string[]> {
  await removeOthers(join(root, folder), new Set(pages.keys()));
  const files = new Map([...pages].map(([name, text]) => [`${folder}/${name}`, text]));
  await writeAll(root, files);
  return [...files.keys()];
}

const rulesPath = 'libs/sdk/src/generated/contract-rules.ts';

async function writeAll(root: string, files: Map<string, string>): Promise<void> {
  for (const [path, text] of files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

async function removeOthers(directory: string, kept: Set<string>): Promise<void> {
  await mkdir(directory, { recursive: true });
  for (const name of await readdir(directory)) {
    if (!kept.has(name)) await rm(join(directory, name));
  }
}
