import { Argument, type Command } from 'commander';
import { scripts, type Shell } from '../completion/scripts.ts';
import type { Surroundings } from '../surroundings.ts';
import { examples, withTerminal } from '../work.ts';

export function addCompletionCommand(program: Command, surroundings: Surroundings): void {
  examples(
    program
      .command('completion')
      .addArgument(new Argument('<shell>').choices(Object.keys(scripts)))
      .description('print what makes the Tab key complete commands and options')
      .action(
        withTerminal(surroundings, async (terminal, _options, shell: string) =>
          terminal.text(scripts[shell as Shell]),
        ),
      ),
    'source <(florin completion bash)',
    'source <(florin completion zsh)',
    'florin completion fish | source',
  );
}
