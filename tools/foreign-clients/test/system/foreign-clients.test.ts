import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startBank, type Bank } from '@florin/testing';
import { guideProgram, guideText } from '../../src/guide-programs.ts';
import { goTools, javaTools, pythonTools, run } from '../../src/toolchain.ts';
import { settled, withTool } from '../../src/with-tool.ts';

const folder = mkdtempSync(join(tmpdir(), 'florin-foreign-'));
const contract = join(folder, 'openapi.json');

let bank: Bank;
/** All tools are fetched while the bank starts. The test that needs a missing tool reports it. */
const tools = { java: settled(javaTools()), go: settled(goTools()), python: settled(pythonTools()) };

beforeAll(async () => {
  bank = await startBank();
  writeFileSync(contract, await (await fetch(`${bank.url}/openapi.json`)).text());
  await Promise.all(Object.values(tools).map((tool) => tool.catch(() => undefined)));
}, 600_000);

afterAll(async () => {
  await bank?.stop();
  rmSync(folder, { recursive: true, force: true });
});

function inside(...names: string[]): string {
  const path = join(folder, ...names);
  mkdirSync(path, { recursive: true });
  return path;
}

const access = () => ({ FLORIN_URL: bank.url, FLORIN_API_KEY: bank.apiKey });
/** Above 2^31 and 2^32: a client that holds money in 32 bits prints something else. */
const printed = /```txt\n([\s\S]*?)```/.exec(guideText())?.[1] ?? '';

describe('a generated client compiles, and makes a debit, a batch, a statement and a list', () => {
  test('in Java, by openapi-generator', async () => {
    await withTool(tools.java, async ({ generator, classPath }) => {
      const project = inside('java');
      const names = 'invokerPackage=florin,apiPackage=florin.api,modelPackage=florin.model';
      const options = `${names},useSingleRequestParameter=true,disallowAdditionalPropertiesIfNotPresent=false`;
      expect(guideText()).toContain(options);
      await generate(generator, ['-g', 'java', '-o', project, '-p', options]);
      writeFileSync(join(project, 'Main.java'), guideProgram('Main.java'));
      const sources = globSync('src/main/java/**/*.java', { cwd: project });
      expect(sources.length).toBeGreaterThan(100);
      const compile = ['-J-XX:TieredStopAtLevel=1', '-nowarn', '-proc:none', '-encoding', 'UTF-8'];
      await run('javac', [...compile, '-d', 'out', '-cp', classPath, ...sources, 'Main.java'], {
        cwd: project,
      });
      const runs = ['-XX:TieredStopAtLevel=1', '-cp', `out:${classPath}`, 'Main'];
      expect(await run('java', runs, { cwd: project, env: access() })).toBe(printed);
    });
  }, 400_000);

  test('in Go, by oapi-codegen', async () => {
    await withTool(tools.go, async (generator) => {
      const project = inside('go');
      cpSync(join(import.meta.dirname, '..', '..', 'go'), project, { recursive: true });
      const flags = ['-generate', 'types,client', '-package', 'client', '-o'];
      expect(guideText()).toContain(flags.join(' '));
      await run(generator, [...flags, join(inside('go', 'client'), 'client.gen.go'), contract]);
      writeFileSync(join(project, 'main.go'), guideProgram('main.go'));
      await run('go', ['build', '-o', 'program', '.'], { cwd: project });
      expect(await run(join(project, 'program'), [], { env: access() })).toBe(printed);
    });
  }, 400_000);

  test('in Python, by openapi-python-client', async () => {
    await withTool(tools.python, async (python) => {
      const project = inside('python');
      const options = ['--path', contract, '--meta', 'none', '--output-path', join(project, 'florin_client')];
      const said = await run(python, ['-m', 'openapi_python_client', 'generate', ...options, '--overwrite']);
      expect(said).not.toMatch(/unable|cannot|invalid|skipp.*(schema|endpoint)/i);
      writeFileSync(join(project, 'main.py'), guideProgram('main.py'));
      await run(python, ['-m', 'compileall', '-q', project]);
      expect(await run(python, ['main.py'], { cwd: project, env: access() })).toBe(printed);
    });
  }, 400_000);
});

test('money has 64 bits in what openapi-generator writes for Kotlin and C#', async () => {
  await withTool(tools.java, async ({ generator }) => {
    await generate(generator, ['-g', 'kotlin', '-o', inside('kotlin')]);
    await generate(generator, ['-g', 'csharp', '-o', inside('csharp')]);
    const models = (pattern: string) =>
      globSync(pattern, { cwd: folder })
        .map((path) => readFileSync(join(folder, path), 'utf8'))
        .join('\n');
    const kotlin = models('kotlin/**/models/*.kt');
    const csharp = models('csharp/src/**/Model/*.cs');
    expect(kotlin).toMatch(/val amount: kotlin\.Long\b/);
    expect(kotlin).toMatch(/val balance: kotlin\.Long\b/);
    expect(kotlin).not.toMatch(/val \w*(amount|balance|held|total|limit|version)\w*: kotlin\.Int\b/i);
    expect(csharp).toMatch(/public long Amount\b/);
    expect(csharp).toMatch(/public long Balance\b/);
    expect(csharp).not.toMatch(/public int\??\s\w*(Amount|Balance|Held|Total|Limit|Version)\b/);
  });
}, 400_000);

test('the guide names the versions that are tried here', () => {
  const pins = ['java/pom.xml', 'go/go.mod', 'python/requirements.txt']
    .map((path) => readFileSync(join(import.meta.dirname, '..', '..', path), 'utf8'))
    .join('\n');
  const versions = [
    /openapi-generator-cli<\/artifactId>\s*<version>([^<]+)/,
    /oapi-codegen\/v2 v(\S+)/,
    /openapi-python-client==(\S+)/,
  ].map((pin) => pin.exec(pins)?.[1] ?? 'none');
  for (const version of versions) expect(guideText()).toContain(version);
});

test('openapi-spec-validator takes the contract', async () => {
  await withTool(tools.python, async (python) => {
    expect(await run(python, ['-m', 'openapi_spec_validator', contract])).toMatch(/: OK/);
  });
});

async function generate(generator: string, args: string[]): Promise<void> {
  const withoutTests = 'apiTests=false,modelTests=false,apiDocs=false,modelDocs=false';
  const java = ['-XX:TieredStopAtLevel=1', '-jar', generator, 'generate', '-i', contract];
  await run('java', [...java, '--global-property', withoutTests, ...args]);
}
