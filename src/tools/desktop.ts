/** What of the machine decides how it copies and opens. Values, so that every kind of machine can be tried on one. */
export interface Desktop {
  env: Readonly<Record<string, string | undefined>>;
  platform: NodeJS.Platform;
  signal: AbortSignal;
}

/** Whether the person sits at another machine. SSH_TTY is not asked: it goes stale inside of tmux. */
export function isRemote({ env }: Pick<Desktop, 'env'>): boolean {
  return Boolean(env['SSH_CONNECTION']);
}

/** Whether this Linux runs inside Windows, whose programs it can start. */
export function isInsideWindows({ env }: Pick<Desktop, 'env'>): boolean {
  return Boolean(env['WSL_DISTRO_NAME']);
}
