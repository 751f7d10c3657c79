/** The fields of libs/sdk/package.json that the published one repeats. */
type WorkspaceManifest = {
  name: string;
  version: string;
  license: string;
  dependencies: Record<string, string>;
};

/** The package.json that goes to the registry: the same package, entered by its compiled files. */
export function publishedManifest({ name, version, license, dependencies }: WorkspaceManifest) {
  return {
    name,
    version,
    description:
      'Client of the Florin banking API: typed calls, safe retries, exact money, verified webhooks.',
    keywords: ['florin', 'banking', 'ledger', 'payments', 'idempotency', 'sdk'],
    license,
    type: 'module',
    sideEffects: false,
    engines: { node: '>=20' },
    main: './cjs/index.js',
    module: './esm/index.js',
    types: './esm/index.d.ts',
    // For projects with `moduleResolution: node10`, which does not read `exports`.
    typesVersions: { '*': { testing: ['./cjs/testing/index.d.ts'] } },
    exports: {
      '.': entry('index'),
      './testing': entry('testing/index'),
      './package.json': './package.json',
    },
    dependencies: published(dependencies),
  };
}

/** Only the entry `./import` needs these. It is not published: the programs that have it bundle it. */
const ofImports = ['csv-parse', 'csv-stringify'];

/** `compile` includes what the SDK imports of our packages; the registry has none of them. */
function published(dependencies: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(dependencies).filter(
      ([name]) => !name.startsWith('@florin/') && !ofImports.includes(name),
    ),
  );
}

/** Both module systems, each with its own declarations. */
function entry(path: string) {
  return {
    import: { types: `./esm/${path}.d.ts`, default: `./esm/${path}.js` },
    require: { types: `./cjs/${path}.d.ts`, default: `./cjs/${path}.js` },
  };
}
