import type { Readable, Writable } from 'node:stream';

/** The used part of process.stdin. Only a terminal has a raw mode. */
export type Input = Readable & { isTTY?: boolean; setRawMode?(raw: boolean): unknown };

const enter = /[\r\n]/;
const interrupt = '\u0003';
const endOfInput = '\u0004';
const backspaces = new Set(['\u007f', '\b']);

/** The user pressed Ctrl-C. */
export class Interrupted extends Error {}

/** Prompts for a text without showing it. From a pipe or a file it reads the first line. */
export async function promptSecret(query: string, input: Input, output: Writable): Promise<string> {
  if (!input.isTTY) return firstLine(input);
  output.write(query);
  input.setRawMode?.(true);
  try {
    return await typed(input);
  } finally {
    input.setRawMode?.(false);
    input.pause();
    output.write('\n');
  }
}

async function firstLine(input: Readable): Promise<string> {
  let text = '';
  for await (const chunk of input) {
    text += String(chunk);
    if (enter.test(text)) break;
  }
  return text.split(enter)[0]!.trim();
}

function typed(input: Input): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const onData = (chunk: Buffer | string) => {
      for (const letter of String(chunk)) {
        if (letter === interrupt) return finish(() => reject(new Interrupted('interrupted')));
        if (enter.test(letter) || letter === endOfInput) return finish(() => resolve(text.trim()));
        text = backspaces.has(letter) ? text.slice(0, -1) : text + letter;
      }
    };
    const finish = (settle: () => void) => {
      input.off('data', onData);
      settle();
    };
    input.on('data', onData);
    input.resume();
  });
}
