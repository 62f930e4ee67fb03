import { Argument, type Command } from 'commander';
import type { Execute } from './command.ts';
import { examples } from './command.ts';

export function register(program: Command, execute: Execute): void {
  const command = program
    .command('completion')
    .summary('completion of commands, options and ids for a shell')
    .description(
      'Prints the script that lets a shell complete commands, options, and the ids of the knowledge base at hand.',
    )
    .addArgument(new Argument('<shell>', 'the shell').choices(Object.keys(scripts)));
  examples(command, [
    ['eval "$(isf completion bash)"', 'in ~/.bashrc'],
    ['isf completion zsh > ~/.zfunc/_isf', 'in a folder of fpath, before compinit'],
    ['isf completion fish > ~/.config/fish/completions/isf.fish', 'where fish looks'],
  ]).action((shell: keyof typeof scripts) =>
    execute({ format: 'text' }, () => ({ pieces: [scripts[shell]], notes: () => [] }), 'unopened'),
  );
}

/** Each asks `isf __complete` what may stand there, so that none grows old when commands or data change. */
const scripts = {
  bash: `# Completion of isf for bash.
_isf() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :files*) compopt -o default; return ;;
      :folders*) compopt -o dirnames; return ;;
      *) COMPREPLY+=("\${line%%$'\\t'*}") ;;
    esac
  done < <("\${COMP_WORDS[0]}" __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _isf isf
`,
  zsh: `#compdef isf
# Completion of isf for zsh.
_isf() {
  local line
  local -a candidates
  for line in "\${(@f)$("\${words[1]}" __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    case $line in
      :files*) _files; return ;;
      :folders*) _files -/; return ;;
      ?*) candidates+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}") ;;
    esac
  done
  _describe isf candidates
}
if [[ $funcstack[1] == _isf ]]; then _isf "$@"; else compdef _isf isf; fi
`,
  fish: `# Completion of isf for fish.
function __isf_complete
  set -l words (commandline -opc) "$(commandline -ct)"
  for line in ($words[1] __complete -- $words[2..] 2>/dev/null)
    switch $line
      case ':files*'
        __fish_complete_path (commandline -ct)
      case ':folders*'
        __fish_complete_directories (commandline -ct)
      case '*'
        echo $line
    end
  end
end
complete -c isf -f -a '(__isf_complete)'
`,
} as const;
