import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CodeBlock } from './code-blocks.ts';
import { claims, hasShape, jsonLines, missingLines } from './expectations.ts';
import { outputsOf, programsOf } from './programs.ts';
import { openShell, type Shell } from './shell.ts';

/** The environment in which a page's blocks run. */
export type Stage = {
  /** A project with the packed SDK; each page has a folder in it. */
  directory: string;
  env: NodeJS.ProcessEnv;
  /** Replaces the addresses and keys that the page shows by those of this bank. */
  fill(text: string): string;
  /** The time limit for background jobs to print what the page shows. */
  withinMs: number;
};

/** Runs all blocks of a page as a reader would, and returns the differences from the page, by line. */
export async function runPage(blocks: readonly CodeBlock[], stage: Stage): Promise<string[]> {
  mkdirSync(stage.directory, { recursive: true });
  const shell = openShell(stage.directory, stage.env);
  const run: Run = { stage, shell, outputs: new Map(), blocks, last: undefined };
  const complaints: string[] = [];
  try {
    for (const block of blocks) {
      for (const complaint of await runBlock(run, block)) complaints.push(`line ${block.line}: ${complaint}`);
    }
  } finally {
    shell.close();
  }
  return complaints;
}

type Run = {
  stage: Stage;
  shell: Shell;
  /** The output of programs. The output of a shell may still grow. */
  outputs: Map<CodeBlock, string[]>;
  blocks: readonly CodeBlock[];
  last: CodeBlock | undefined;
};

async function runBlock(run: Run, block: CodeBlock): Promise<string[]> {
  const { stage, shell, blocks } = run;
  if (block.notRun !== undefined) return [];
  if (block.file !== undefined) return saveFile(block, stage, blocks);
  if (block.language === 'sh') {
    run.last = block;
    const failures = await shell.run(stage.fill(block.text));
    return failures.length > 0 ? failures : claimed(run, block);
  }
  if (block.language === 'ts' || block.language === 'js') {
    run.last = block;
    const failures = run.outputs.has(block) ? [] : await runProgram(run, block);
    return failures.length > 0 ? failures : claimed(run, block);
  }
  if (['json', 'txt', 'csv'].includes(block.language))
    return shown(run, { ...block, text: stage.fill(block.text) });
  return [`nobody knows how to run ${block.language}: say why with <!-- not run: … -->`];
}

/** A file that no later block mentions is never run. */
function saveFile(block: CodeBlock, { directory, fill }: Stage, blocks: readonly CodeBlock[]): string[] {
  const file = block.file!;
  writeFileSync(join(directory, file), fill(block.text));
  const isUsed = blocks.some(({ language, text }) => language === 'sh' && text.includes(file));
  return isUsed ? [] : [`${file} is never run`];
}

async function runProgram({ blocks, stage, outputs }: Run, first: CodeBlock): Promise<string[]> {
  const program = programsOf(blocks).find((each) => each.blocks.includes(first))!;
  const file = `line-${first.line}.${program.extension}`;
  writeFileSync(join(stage.directory, file), stage.fill(program.text));
  const { failed, printed } = await new Promise<{ failed: boolean; printed: string }>((resolve) => {
    const options = { cwd: stage.directory, env: stage.env, timeout: 60_000 };
    execFile(
      process.execPath,
      ['--import', '../declared-values.mjs', file],
      options,
      (error, stdout, stderr) =>
        resolve({ failed: error !== null, printed: error ? `${stdout}${stderr}` : stdout }),
    );
  });
  for (const [block, lines] of outputsOf(program, printed)) outputs.set(block, lines);
  return failed ? [`the program fails:\n${printed}`] : [];
}

/** Compares the output with what the block itself shows. */
async function claimed(run: Run, block: CodeBlock): Promise<string[]> {
  const { lines, parts } = claims(block.language, block.text);
  return untilNone(run, (printed) => [
    ...missingLines(printed, lines),
    ...parts.filter((part) => !printed.some((line) => line.includes(part))),
  ]);
}

/** Compares a block of output with the output of the block before it. */
async function shown(run: Run, { language, text }: CodeBlock): Promise<string[]> {
  if (!run.last) return ['nothing was run that could have printed this'];
  if (language === 'json') {
    const value: unknown = JSON.parse(text);
    return untilNone(run, (printed) =>
      jsonLines(printed).some((each) => hasShape(each, value)) ? [] : [text],
    );
  }
  return untilNone(run, (printed) => missingLines(printed, text.trimEnd().split('\n')));
}

/** Waits for the output of background jobs. */
async function untilNone(run: Run, missing: (printed: string[]) => string[]): Promise<string[]> {
  const printed = () => (run.last && run.outputs.get(run.last)) ?? run.shell.printed();
  const deadline = Date.now() + (run.last && run.outputs.has(run.last) ? 0 : run.stage.withinMs);
  while (missing(printed()).length > 0 && Date.now() < deadline) await sleep(100);
  return missing(printed()).map((what) => `not printed: ${what}\nbut:\n${printed().join('\n')}`);
}
