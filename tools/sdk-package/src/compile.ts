import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

/** The oldest supported runtimes, Node 20 and browsers of its year, support all of this. */
const target = ts.ScriptTarget.ES2022;

const options: ts.CompilerOptions = {
  target,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  // Without Node's types, a Node built-in in the SDK does not compile: browsers and edge runtimes have none.
  types: [],
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts', 'lib.dom.asynciterable.d.ts'],
  strict: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  declaration: true,
  rewriteRelativeImportExtensions: true,
  noEmitOnError: true,
};

/** A folder of TypeScript sources, and the folder of the compiled package that it goes to. */
type Sources = { from: string; to: string };

/**
 * Compiles entries of the SDK to `<directory>/esm` and `<directory>/cjs`, each with its own declarations. `@florin/rules` is
 * compiled in: it is no package of the registry, so its files go to `rules/` and imports of it become relative paths.
 */
export function compile(libs: string, entries: readonly string[], directory: string): void {
  const esm = join(directory, 'esm');
  const cjs = join(directory, 'cjs');
  const sources: Sources[] = [
    { from: join(libs, 'sdk', 'src'), to: '' },
    { from: join(libs, 'rules', 'src'), to: 'rules' },
  ];
  const entriesIn = entries.map((entry) => join(libs, 'sdk', 'src', entry));
  // By their path the rules are sources of ours; found in node_modules they would be a library, which is not compiled.
  const paths = {
    '@florin/rules': [join(libs, 'rules', 'src', 'index.ts')],
    '@florin/rules/*': [join(libs, 'rules', 'src', '*.ts')],
  };
  const program = ts.createProgram(entriesIn, { ...options, paths, rootDir: libs, outDir: libs });
  const { diagnostics } = program.emit(undefined, (path, text) => {
    // The output has the path that it would have beside its source.
    const place = placeOf(path, sources);
    if (place !== undefined) writeModule(join(esm, place), place, text);
  });
  const complaints = [...ts.getPreEmitDiagnostics(program), ...diagnostics];
  if (complaints.length > 0) throw new Error(describe(complaints));

  // The declarations are the same for both. The package.json beside them sets the module system.
  cpSync(esm, cjs, { recursive: true, filter: (path) => !path.endsWith('.js') });
  writeFileSync(join(cjs, 'package.json'), `${JSON.stringify({ type: 'commonjs' })}\n`);
  for (const source of program.getSourceFiles()) {
    const place = source.isDeclarationFile ? undefined : placeOf(source.fileName, sources);
    if (place !== undefined) writeModule(join(cjs, place.replace(/\.ts$/, '.js')), place, commonJsOf(source));
  }
}

/** Where a source, or what is compiled from it, goes in the package; undefined for files that are not part of it. */
function placeOf(path: string, sources: readonly Sources[]): string | undefined {
  const found = sources.find(({ from }) => path.startsWith(`${from}/`));
  return found && join(found.to, relative(found.from, path));
}

function commonJsOf(source: ts.SourceFile): string {
  const compilerOptions: ts.CompilerOptions = {
    target,
    module: ts.ModuleKind.CommonJS,
    esModuleInterop: true,
    rewriteRelativeImportExtensions: true,
  };
  return ts.transpileModule(source.text, { fileName: source.fileName, compilerOptions }).outputText;
}

/** Writes a module with imports that work in the package: of compiled files, and of the rules by their path. */
function writeModule(path: string, place: string, text: string): void {
  const up = relative(dirname(place), 'rules').replaceAll('\\', '/');
  const rules = up.startsWith('.') ? up : `./${up}`;
  const linked = text
    .replaceAll(/(['"])@florin\/rules\1/g, `'${rules}/index.js'`)
    .replaceAll(/(['"])@florin\/rules\/(\w+)\1/g, `'${rules}/$2.js'`);
  mkdirSync(dirname(path), { recursive: true });
  // TypeScript rewrites `./x.ts` to `./x.js` in the code, but not in the declarations.
  writeFileSync(path, path.endsWith('.d.ts') ? linked.replaceAll(/(from '\.[^']*)\.ts'/g, "$1.js'") : linked);
}

function describe(diagnostics: ts.Diagnostic[]): string {
  const host = {
    getCanonicalFileName: (name: string) => name,
    getCurrentDirectory: ts.sys.getCurrentDirectory,
    getNewLine: () => '\n',
  };
  return ts.formatDiagnostics(diagnostics, host);
}
