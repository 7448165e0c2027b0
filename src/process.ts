import manifest from '../package.json' with { type: 'json' };
import type { Io } from './commands/io.js';
import { brokenBy, crashed, withoutWords } from './commands/stop.js';
import { run } from './main.js';
import { createOutput } from './output.js';
import { late } from './settings/late.js';

/** Puts the program into a process: its streams, its signals, its exit code. It and output.ts, which gets it from here, are all that touches `process`. */
export async function start(process: NodeJS.Process): Promise<void> {
  const { KEYLESS_NODE_TRIED: _, ...env } = process.env;
  // Variables of the OpenAI SDKs would change where it asks and what it sends (docs/architecture.md); the program reads its own.
  for (const name of Object.keys(process.env)) if (/^(AZURE_)?OPENAI_/.test(name)) delete process.env[name];
  // Node asks it at each connection, also at those to a proxy, whose password would go to whoever answers.
  delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
  // Half of these may look names up, so that each party is looked up at once where the name server is slow; four would be two.
  process.env['UV_THREADPOOL_SIZE'] ??= '12';
  const ending = late(() => new AbortController());
  endOnSignals(process, ending);
  const output = createOutput(process, ending);
  const io: Io = {
    env,
    // Not spread: each would be made then.
    get stdin() {
      return output.stdin();
    },
    get stdout() {
      return output.stdout();
    },
    get stderr() {
      return output.stderr();
    },
    say: output.say,
    isTerminal: output.isTerminal,
    platform: process.platform,
    suspend: process.platform === 'win32' ? null : () => suspend(process, ending),
    now: () => new Date(),
    get signal() {
      return ending().signal;
    },
    limits: {},
    startSandbox: async (options) => (await import('./sandbox/start.js')).startSandbox(options),
    tool: { name: manifest.name, version: manifest.version },
    runtime: `Node ${process.versions.node}, ${process.platform} ${process.arch}`,
  };
  const argv = process.argv.slice(2);
  const running = late(() => run(argv, io));
  let isBroken = false;
  // A rejection that nobody handles ends up here as well. Node would print all of it, and end with a code that means something else.
  process.on('uncaughtException', (thrown) => {
    // What breaks while it ends says nothing new.
    if (isBroken) return;
    isBroken = true;
    const bare = withoutWords(thrown);
    ending().abort(brokenBy(bare));
    void tellBreak(bare, { argv, io, running, flush: output.flush }).finally(() => process.exit(4));
  });
  const result = await running();
  await output.flush();
  if (isBroken) return;
  const [failure] = output.failures;
  if (failure) output.stderr().write(`✗ The output could not be written: ${failure}.\n`);
  const code = failure ? 4 : result;
  process.exitCode = code;
  if (code === 130) dieOfInterrupt(process);
  // A connection that nobody answers, deep inside a proxy's tunnel, must not keep a process that has nothing left to say.
  setTimeout(() => process.exit(code), 100).unref();
}

interface Broken {
  argv: readonly string[];
  io: Io;
  running: () => Promise<number>;
  flush: () => Promise<void>;
}

/** Says that keyless failed, below the screen that stood there. Nothing that hangs may keep it from being said, nor from ending then. */
async function tellBreak(bare: Error, { argv, io, running, flush }: Broken): Promise<void> {
  const { setTimeout: sleep } = await import('node:timers/promises');
  const code = await Promise.race([running().catch(() => null), sleep(1000, null)]);
  const isTold = code === 4;
  // A run that came to its end has written its document.
  const isJson = argv.includes('--json') && code === null;
  if (!isTold) crashed(bare, isJson, argv.includes('--verbose'), io);
  await Promise.race([flush(), sleep(500)]);
}

/** Node ends only when each name that is being looked up has an answer, which a silent name server keeps for half a minute. A signal ends at once: 130 to a shell. */
function dieOfInterrupt(process: NodeJS.Process): void {
  if (process.platform === 'win32' || !process.getActiveResourcesInfo().includes('GetAddrInfoReqWrap')) return;
  dieOf('SIGINT', process);
}

function dieOf(signal: 'SIGINT' | 'SIGTERM', process: NodeJS.Process): void {
  process.removeAllListeners(signal).kill(process.pid, signal);
}

function endOnSignals(process: NodeJS.Process, ending: () => AbortController): void {
  const stop = (): void => {
    ending().abort(new DOMException('cancelled', 'AbortError'));
    // Everything stops by itself at the signal; a fault that keeps it from doing so must not keep the person.
    setTimeout(() => process.exit(130), 2000).unref();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
}

/**
 * Stops the whole job, with whatever started this process, as the terminal itself does at Ctrl-Z. Where nobody could let it go on (no
 * shell with jobs) the system does not stop it, and it goes on at once. Whoever is ended meanwhile never comes back to what stood there,
 * and dies of the signal: at an exit Node sets the terminal once more, which stops whoever is in the background again.
 */
function suspend(process: NodeJS.Process, ending: () => AbortController): Promise<void> {
  return new Promise((resolve) => {
    const goOn = (): void => {
      clearTimeout(timer);
      process.off('SIGCONT', goOn);
      // Node hears of the signals that came meanwhile behind its timers.
      setImmediate(() => {
        if (ending().signal.aborted) return void process.on('exit', () => dieOf('SIGTERM', process));
        // Of a size that changed meanwhile only the shell was told.
        process.emit('SIGWINCH');
        resolve();
      });
    };
    const timer = setTimeout(goOn, 200);
    process.on('SIGCONT', goOn);
    process.kill(0, 'SIGTSTP');
  });
}
