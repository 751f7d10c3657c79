import { join } from 'node:path';
import type { TObject } from 'typebox';
import { root } from './packages.ts';

type ConfigSchema = TObject & { properties: Record<string, { default?: unknown }> };

/** The schema of an app's settings, which no tool may import. */
export async function configOf(app: string): Promise<ConfigSchema> {
  const exported: unknown = await import(join(root, 'apps', app, 'src', 'config.ts'));
  const values = typeof exported === 'object' && exported !== null ? Object.values(exported) : [];
  const schema = values.find(isObjectSchema);
  if (!schema) throw new Error(`apps/${app}/src/config.ts exports no schema.`);
  return schema;
}

function isObjectSchema(value: unknown): value is ConfigSchema {
  return typeof value === 'object' && value !== null && 'properties' in value;
}
