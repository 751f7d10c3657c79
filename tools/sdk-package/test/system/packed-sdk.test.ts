import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import ts from 'typescript';
import { packPackage, type PackedPackage, type PackedProject } from '@florin/testing';
import { nodesFrom20 } from '../node-versions.ts';
import { codeBlocks, createSdkProject } from '../sdk-project.ts';

const tsc = join(import.meta.dirname, '..', '..', '..', '..', 'node_modules', 'typescript', 'bin', 'tsc');
const strict = [
  '--strict',
  '--skipLibCheck',
  'false',
  '--exactOptionalPropertyTypes',
  '--target',
  'es2022',
  '--noEmit',
];
const browser = ['--lib', 'es2022,dom,dom.iterable'];
const node = ['--lib', 'es2022', '--types', 'node'];

/** Whatever the module system, the sample prints this. */
const journey = `
const florin = new Florin({ apiKey: 'flk_x', baseUrl: 'http://127.0.0.1:9', maxRetries: 0 });
florin.accounts.create().catch((error) => {
  console.log(error instanceof ConnectionError, error.code, Money.format(1234, 'USD', 'en-US'), typeof verifyWebhook);
});`;
const printed = 'true connection_failed $12.34 function\n';

/** Compiles only when the compiler does find the mistake. */
const wrongAmount = `import { Florin } from '@florin/sdk';
declare const florin: Florin;
// @ts-expect-error Money is no text.
florin.transactions.debit({ account_id: 'acct_1', amount: '50' });
`;

type Documented = { name: string; example: string; throws: number };

/** The methods of the resources, and the properties of the client that hold them, as an editor shows them. */
function methodsOf(folder: string): Documented[] {
  const resources = readdirSync(join(folder, 'resources')).filter((file) => file.endsWith('.d.ts'));
  return [...resources.map((file) => join('resources', file)), 'florin.d.ts'].flatMap((file) => {
    const source = ts.createSourceFile(
      file,
      readFileSync(join(folder, file), 'utf8'),
      ts.ScriptTarget.Latest,
      true,
    );
    const members = source.statements.filter(ts.isClassDeclaration).flatMap((each) => [...each.members]);
    const isClient = file === 'florin.d.ts';
    const wanted = members.filter(isClient ? ts.isPropertyDeclaration : ts.isMethodDeclaration);
    return wanted.map((member) => {
      const tags = ts.getJSDocTags(member);
      const example = tags.find(({ tagName }) => tagName.text === 'example')?.comment;
      return {
        name: `${file}: ${member.name?.getText()}`,
        example: ts.getTextOfJSDocComment(example) ?? '',
        throws: tags.filter(ts.isJSDocThrowsTag).length + (isClient ? 1 : 0),
      };
    });
  });
}

let sdk: PackedPackage;
let project: PackedProject;
beforeAll(() => {
  sdk = packPackage('sdk');
  project = createSdkProject();
});
afterAll(() => project?.remove());

describe('the packed SDK', () => {
  test.each(nodesFrom20())('runs when imported and when required, on %s', (_, program) => {
    const names = '{ Florin, ConnectionError, Money, verifyWebhook }';
    project.write('journey.mjs', `import ${names} from '@florin/sdk';${journey}`);
    project.write('journey.cjs', `const ${names} = require('@florin/sdk');${journey}`);
    expect(project.run(program, 'journey.mjs')).toBe(printed);
    expect(project.run(program, 'journey.cjs')).toBe(printed);
  });

  test.each([
    ['a browser with a bundler', ['--module', 'preserve', '--moduleResolution', 'bundler', ...browser]],
    ['Node, as ES modules and as CommonJS', ['--module', 'nodenext', ...node]],
  ])('compiles the examples of its README for %s, strictly, libraries included', (_, options) => {
    const examples = codeBlocks().map((code, index) =>
      project.write(`readme-${index}.mts`, `${code}\nexport {};\n`),
    );
    expect(examples.length).toBeGreaterThan(5);
    const commonJs = project.write(
      'common.cts',
      `import { Florin } from '@florin/sdk';\nexport type Raw = Florin['raw'];\n`,
    );
    const wrong = project.write('wrong.mts', wrongAmount);
    project.run(process.execPath, tsc, ...strict, ...options, ...examples, commonJs, wrong);
  });

  test('shows an example that compiles at every method and every group of methods, and the errors of every method', () => {
    const documented = methodsOf(join(project.directory, 'node_modules', '@florin', 'sdk', 'esm'));
    expect(documented.length).toBeGreaterThan(60);
    expect(documented.filter(({ example, throws }) => example === '' || throws === 0)).toEqual([]);
    const text = documented.map(({ example }) => `await (async () => {\n${example}\n})();`).join('\n');
    const file = project.write(
      'examples.mts',
      `import { Florin } from '@florin/sdk';\nconst florin = new Florin();\n${text}\n`,
    );
    project.run(process.execPath, tsc, ...strict, '--module', 'nodenext', ...node, file);
  });

  test('has nothing that publint objects to', async () => {
    const pkgDir = join(project.directory, 'node_modules', '@florin', 'sdk');
    const { messages } = await publint({ pkgDir, strict: true, pack: false });
    const manifest = JSON.parse(readFileSync(join(pkgDir, 'package.json'), 'utf8'));
    expect(messages.map((message) => formatMessage(message, manifest))).toEqual([]);
  });

  test('has nothing that arethetypeswrong objects to, in any way that modules are found, node10 included', async () => {
    const analysis = await checkPackage(createPackageFromTarballData(readFileSync(sdk.tarball)));
    if (!analysis.types) throw new Error('The package has no types.');
    expect(Object.keys(analysis.entrypoints)).toEqual(['.', './testing', './package.json']);
    expect(analysis.problems).toEqual([]);
  });

  test('holds no source, no test, and no Node built-in', () => {
    const odd = sdk.files.filter(
      (file) =>
        !/^(README\.md|CHANGELOG\.md|LICENSE|(cjs\/)?package\.json|(esm|cjs)\/.*\.(js|d\.ts))$/.test(file),
    );
    expect(odd).toEqual([]);
    for (const file of sdk.files.filter((name) => name.endsWith('.js'))) {
      expect(readFileSync(join(project.directory, 'node_modules/@florin/sdk', file), 'utf8')).not.toMatch(
        /['"]node:/,
      );
    }
  });
});
