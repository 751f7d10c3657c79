/**
 * With this first word the program prints completions. It is not a command, because the words to complete would be parsed
 * as its options.
 */
export const completionWord = '__complete';

/** The shell scripts call the program for completions, so that completions always match the installed version. */
export const scripts = {
  bash: `# source <(florin completion bash), or put this line into ~/.bashrc
_florin() {
  local IFS=$'\\n'
  COMPREPLY=($(florin ${completionWord} "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _florin florin`,
  zsh: `#compdef florin
# source <(florin completion zsh), or put this line into ~/.zshrc after compinit
_florin() {
  local -a found
  found=(\${(f)"$(florin ${completionWord} "\${(@)words[2,CURRENT]}" 2>/dev/null)"})
  if (( \${#found} )); then compadd -- $found; else _files; fi
}
compdef _florin florin`,
  fish: `# florin completion fish | source, or into ~/.config/fish/completions/florin.fish
function __florin_complete
  set -l words (commandline -opc) (commandline -ct)
  florin ${completionWord} $words[2..-1] 2>/dev/null
end
complete -c florin -f -n 'count (__florin_complete) >/dev/null' -a '(__florin_complete)'`,
} as const;

export type Shell = keyof typeof scripts;
