/** The fields of the workspace's package.json that are copied into the published one. */
type WorkspaceManifest = {
  name: string;
  version: string;
  license: string;
};

/** The published package.json: the same package, with its program, which contains all dependencies. */
export function publishedManifest({ name, version, license }: WorkspaceManifest) {
  return {
    name,
    version,
    description:
      'The Florin banking API on the command line: accounts, movements, imports that never double.',
    keywords: ['florin', 'banking', 'ledger', 'payments', 'cli'],
    license,
    type: 'module',
    engines: { node: '>=20' },
    bin: { florin: './src/main.js' },
    exports: { './package.json': './package.json' },
  };
}
