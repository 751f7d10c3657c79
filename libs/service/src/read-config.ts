import type { Static, TObject, TSchema } from 'typebox';
import { Value } from 'typebox/value';

export type Environment = Record<string, string | undefined>;

/** Lists every mistake in a configuration. The lines name variables and rules, never values. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly mistakes: string[];

  constructor(mistakes: string[]) {
    super(`the configuration is wrong:\n${mistakes.map((mistake) => `  - ${mistake}`).join('\n')}`);
    this.mistakes = mistakes;
  }
}

/**
 * Reads a process's settings from the environment variables that the schema's properties name. An empty variable counts
 * as unset. Numbers, booleans (true/false) and comma-separated lists are converted, and defaults are filled in. Throws
 * ConfigError with every mistake.
 */
export function readConfig<S extends TObject>(schema: S, env: Environment = process.env): Static<S> {
  const given: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(schema.properties)) {
    const text = env[name]?.trim();
    if (text) given[name] = fromText(property, text);
  }
  const config = Value.Default(schema, given) as Record<string, unknown>;
  const missing = (schema.required ?? []).filter((name) => config[name] === undefined);
  const mistakes = missing.map((name) => `${name} is missing${describe(schema.properties[name])}`);
  for (const error of Value.Errors(schema, config)) {
    const name = error.instancePath.split('/')[1];
    if (name) mistakes.push(`${name} ${error.message}${describe(schema.properties[name])}`);
  }
  if (mistakes.length > 0) throw new ConfigError([...new Set(mistakes)]);
  return config as Static<S>;
}

/**
 * The environment of one service of a process that runs several: `FRAUD_DATABASE_URL`, if it is there, is the DATABASE_URL of
 * the service `fraud`, and `own` wins over both.
 */
export function environmentOf(
  service: string,
  schema: TObject,
  own: Environment,
  env: Environment = process.env,
): Environment {
  const prefix = `${service.toUpperCase()}_`;
  const prefixed = Object.keys(schema.properties).flatMap((name) =>
    env[prefix + name] ? [[name, env[prefix + name]]] : [],
  );
  return { ...env, ...Object.fromEntries(prefixed), ...own };
}

/**
 * The names of the settings that are declared as secret: `Type.String({ secret: true })`. Their values stand in no log line.
 */
export function secretNamesOf(schema: TObject): string[] {
  return Object.entries(schema.properties)
    .filter(([, property]: [string, { secret?: boolean }]) => property.secret === true)
    .map(([name]) => name);
}

function fromText(schema: TSchema, text: string): unknown {
  const { type, items }: { type?: string; items?: TSchema } = schema;
  if (type === 'integer' || type === 'number') return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
  if (type === 'boolean') return { true: true, false: false }[text.toLowerCase()] ?? text;
  if (type === 'array') {
    const parts = text.split(',').map((part) => part.trim());
    return parts.filter((part) => part !== '').map((part) => (items ? fromText(items, part) : part));
  }
  return text;
}

function describe(schema: TSchema | undefined): string {
  const { description }: { description?: string } = schema ?? {};
  return description ? ` (${description})` : '';
}
