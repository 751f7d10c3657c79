import type { Command } from 'commander';

/**
 * The candidates for the next word. `words` is the command line without its first word, up to the word that is being
 * typed, which may be empty. There are no candidates for an id, an amount or a file.
 */
export function candidates(program: Command, words: string[]): string[] {
  const typed = words.at(-1) ?? '';
  const { command, rest } = descend(program, words.slice(0, -1));
  const previous = rest.at(-1);
  const option = previous?.startsWith('-')
    ? optionsOf(command).find(({ short, long }) => previous === short || previous === long)
    : undefined;
  const valuesWanted = option !== undefined && (option.required || option.optional);
  const found = valuesWanted
    ? (option.argChoices ?? [])
    : typed.startsWith('-')
      ? optionsOf(command).flatMap(({ long }) => long ?? [])
      : [...subcommandsOf(command), ...argumentsOf(command, rest)];
  return found.filter((text) => text.startsWith(typed));
}

/** Resolves the names of commands; the remaining words are options and arguments. */
function descend(program: Command, words: string[]): { command: Command; rest: string[] } {
  let command = program;
  let taken = 0;
  for (const [place, word] of words.entries()) {
    const next = command.commands.find((each) => each.name() === word);
    if (!next) continue;
    command = next;
    taken = place + 1;
  }
  return { command, rest: words.slice(taken) };
}

function subcommandsOf(command: Command): string[] {
  return command.commands.map((each) => each.name());
}

/** The options of the command, of its parents, and help. */
function optionsOf(command: Command) {
  const own = command.createHelp().visibleOptions(command);
  const above: typeof own = [];
  for (let each = command.parent; each; each = each.parent) above.push(...each.options);
  return [...own, ...above];
}

/** The choices of the next argument, if it has choices. */
function argumentsOf(command: Command, rest: string[]): string[] {
  const given = rest.filter((word) => !word.startsWith('-')).length;
  return command.registeredArguments[given]?.argChoices ?? [];
}
