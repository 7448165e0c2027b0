import type { Shell } from './shells.js';

/** How a shell gets its script: the command that writes it, and what makes the shell read it. */
export interface Installing {
  command: string;
  reading: string;
}

/** Said by help and in the first lines of each script. None of it starts the program with the shell. */
export const installing: Readonly<Record<Shell, Installing>> = {
  bash: {
    command: 'keyless completion bash > ~/.keyless-completion.bash',
    reading: 'and in ~/.bashrc: source ~/.keyless-completion.bash',
  },
  zsh: {
    command: 'mkdir -p ~/.zfunc && keyless completion zsh > ~/.zfunc/_keyless',
    reading: 'and in ~/.zshrc: fpath=(~/.zfunc $fpath), before autoload -Uz compinit && compinit',
  },
  fish: {
    command: 'keyless completion fish > ~/.config/fish/completions/keyless.fish',
    reading: 'fish reads it from there; on a new account first: mkdir -p ~/.config/fish/completions',
  },
  powershell: {
    command: 'keyless completion powershell > ~/keyless-completion.ps1',
    reading: 'and in the file that $PROFILE names: . ~/keyless-completion.ps1',
  },
};
