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

/** Compiles the SDK to `<directory>/esm` and `<directory>/cjs`, each with its own declarations. */
export function compile(sourceRoot: string, entries: readonly string[], directory: string): void {
  const esm = join(directory, 'esm');
  const cjs = join(directory, 'cjs');
  const entriesIn = entries.map((entry) => join(sourceRoot, entry));
  const program = ts.createProgram(entriesIn, { ...options, rootDir: sourceRoot, outDir: esm });
  const { diagnostics } = program.emit(undefined, writeWithJsImports);
  const complaints = [...ts.getPreEmitDiagnostics(program), ...diagnostics];
  if (complaints.length > 0) throw new Error(describe(complaints));

  // The declarations are the same for both. The package.json beside them sets the module system.
  cpSync(esm, cjs, { recursive: true, filter: (path) => !path.endsWith('.js') });
  writeFileSync(join(cjs, 'package.json'), `${JSON.stringify({ type: 'commonjs' })}\n`);
  for (const source of program.getSourceFiles()) {
    const isOurs = !source.isDeclarationFile && source.fileName.startsWith(sourceRoot);
    if (isOurs) writeCommonJs(source, join(cjs, relative(sourceRoot, source.fileName)));
  }
}

function writeCommonJs(source: ts.SourceFile, path: string): void {
  const compilerOptions: ts.CompilerOptions = {
    target,
    module: ts.ModuleKind.CommonJS,
    esModuleInterop: true,
    rewriteRelativeImportExtensions: true,
  };
  const { outputText } = ts.transpileModule(source.text, { fileName: source.fileName, compilerOptions });
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path.replace(/\.ts$/, '.js'), outputText);
}

/** TypeScript rewrites `./x.ts` to `./x.js` in the code, but leaves it in the declarations. */
function writeWithJsImports(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, path.endsWith('.d.ts') ? text.replaceAll(/(from '\.[^']*)\.ts'/g, "$1.js'") : text);
}

function describe(diagnostics: ts.Diagnostic[]): string {
  const host = {
    getCanonicalFileName: (name: string) => name,
    getCurrentDirectory: ts.sys.getCurrentDirectory,
    getNewLine: () => '\n',
  };
  return ts.formatDiagnostics(diagnostics, host);
}
