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
  local line word about
  local -a candidates
  for line in "\${(@f)$("\${words[1]}" __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    case $line in
      :files*) compset -P 1 '--*='; _files; return ;;
      :folders*) compset -P 1 '--*='; _files -/; return ;;
      ?*)
        word=\${\${line%%$'\\t'*}//:/\\\\:} about=\${line#*$'\\t'}
        candidates+=("$word\${about:+:$about}") ;;
    esac
  done
  _describe isf candidates
}
if [[ $funcstack[1] == _isf ]]; then _isf "$@"; else compdef _isf isf; fi
`,
  fish: `# Completion of isf for fish.
function __isf_complete
  set -l words (commandline -opc) "$(commandline -ct)"
  set -l flag (string match -r '^--[^=]+=' -- $words[-1])
  set -l typed (string replace -r '^--[^=]+=' '' -- $words[-1])
  for line in ($words[1] __complete -- $words[2..] 2>/dev/null)
    switch $line
      case ':files*'
        for path in (__fish_complete_path $typed)
          echo "$flag$path"
        end
      case ':folders*'
        for path in (__fish_complete_directories $typed)
          echo "$flag$path"
        end
      case '*'
        echo $line
    end
  end
end
complete -c isf -f -a '(__isf_complete)'
`,
} as const;
