import { describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { freePort } from '../ports.ts';
import { fromRoot } from '../repository.ts';
import { downloadInto, readJars, repositoryIn } from './kafka-jars.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const content = 'the bytes of a jar';
const path = 'org/example/one/1/one-1.jar';
const central = 'https://repo.maven.apache.org/maven2';

describe("the list of Kafka's jars", () => {
  test('has the versions of the pom', () => {
    const pom = readFileSync(fromRoot('libs/processes/kafka/pom.xml'), 'utf8');
    const paths = readJars(readFileSync(fromRoot('libs/processes/kafka/jars.sha256'), 'utf8')).map(
      (jar) => jar.path,
    );
    const artifacts = [...pom.matchAll(/<artifactId>(.+?)<\/artifactId>\s*<version>(.+?)<\/version>/g)];
    const named = artifacts.map(([, name, version]) => `/${name}/${version}/${name}-${version}.jar`);
    expect(named.filter((name) => !name.startsWith('/local-kafka/'))).toHaveLength(2);
    for (const name of named.filter((each) => !each.startsWith('/local-kafka/')))
      expect(paths.some((each) => each.endsWith(name))).toBe(true);
  });

  test.each([
    ['no settings', '', central],
    ['a mirror of all', '<mirror><url>http://a/</url><mirrorOf>*</mirrorOf></mirror>', 'http://a'],
    ['one of central', '<mirror><mirrorOf>central</mirrorOf>\n<url> http://b </url></mirror>', 'http://b'],
    ['one of another', '<mirror><mirrorOf>other</mirrorOf><url>http://c</url></mirror>', central],
    ['all but central', '<mirror><mirrorOf>*,!central</mirrorOf><url>http://d</url></mirror>', central],
    ['a comment', '<!--<mirror><mirrorOf>*</mirrorOf><url>http://e</url></mirror>-->', central],
  ])('is looked up where Maven would look: %s', (_what, settings, repository) => {
    expect(repositoryIn(settings)).toBe(repository);
  });
});

describe('a jar', () => {
  /** A home directory whose Maven settings name a server that answers with `answer`. */
  async function withMirror(
    answer: string,
    work: (home: string, paths: string[]) => Promise<void>,
  ): Promise<void> {
    const paths: string[] = [];
    const server: Server = createServer(({ url = '' }, response) => {
      paths.push(url);
      response.writeHead(answer === '' ? 404 : 200).end(answer);
    });
    const port = await freePort();
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    const home = mkdtempSync(join(tmpdir(), 'florin-jars-'));
    mkdirSync(join(home, '.m2'));
    const mirror = `<mirror><mirrorOf>*</mirrorOf><url>http://127.0.0.1:${port}/maven</url></mirror>`;
    writeFileSync(join(home, '.m2', 'settings.xml'), mirror);
    try {
      await work(home, paths);
    } finally {
      server.close();
    }
  }
  const jar = { sha256: sha256(content), path };

  test('comes from the mirror, by its path', async () => {
    await withMirror(content, async (home, paths) => {
      await downloadInto(join(home, 'jars'), [jar], home);
      expect(readFileSync(join(home, 'jars', 'one-1.jar'), 'utf8')).toBe(content);
      expect(paths).toEqual([`/maven/${path}`]);
    });
  });

  test.each([
    ['that is another one', 'other bytes', /one-1\.jar at .+its checksum differs/],
    ['that is not there', '', /could not be downloaded \(.+status 404\)/],
  ])('%s is refused, and nothing is kept', async (_what, answer, reason) => {
    await withMirror(answer, async (home) => {
      await expect(downloadInto(join(home, 'jars'), [jar], home)).rejects.toThrow(reason);
      expect(readdirSync(home)).toEqual(['.m2']);
    });
  });

  test("is taken from Maven's cache, if it is whole there", async () => {
    await withMirror(content, async (home, paths) => {
      const cached = join(home, '.m2', 'repository', path);
      mkdirSync(dirname(cached), { recursive: true });
      writeFileSync(cached, 'half');
      await downloadInto(join(home, 'first'), [jar], home);
      expect(paths).toHaveLength(1);
      writeFileSync(cached, content);
      await downloadInto(join(home, 'second'), [jar], home);
      expect(paths).toHaveLength(1);
    });
  });
});
