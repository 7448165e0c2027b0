import { describe, expect, test } from 'vitest';

import { createSentenceStream } from '../../src/report/sentence-stream.js';
import { saidLine, sentence } from '../../src/report/spoken-words.js';
import { keyless } from '../support/binary.js';
import type { Run } from '../support/binary.js';
import { inside } from '../support/inside.js';

const env = { ACCESSIBLE: '1' };

/** What is made anew in every run. */
function steady(text: string): string {
  return text
    .replaceAll(/[0-9a-f]{20}(?=\.(?:eu\.auth0|openai\.azure)\.com)/g, 'HOST')
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'GUID')
    .replaceAll(/\b[\w]{30}Kz\b/g, 'CLIENT');
}

/** A run whose every line has no mark, no caret and no escape sequence in it: of the program in this process, or as the binary. */
async function heard(...args: string[]): Promise<{ lines: string[]; code: number | null; stderr: string }> {
  return heardOf(await inside(args, { env }));
}

function heardOf({ stdout, stderr, code }: Run): { lines: string[]; code: number | null; stderr: string } {
  // oxlint-disable-next-line no-control-regex
  expect(stdout + stderr).not.toMatch(/[\u001B^✓✗❯›○•─]/);
  expect(stdout.split('\n').filter((line) => /^ | $/.test(line))).toEqual([]);
  return { lines: steady(stdout).trimEnd().split('\n'), code, stderr };
}

describe('a check', () => {
  test('is numbered sentences, and the last one says that it is over', async () => {
    const { lines, code, stderr } = heardOf(await keyless(['check', '--sandbox'], { env }));
    expect(code).toBe(0);
    expect(stderr).toBe('Accessible mode is on, from ACCESSIBLE=1. Use --no-accessible to turn it off.\n');
    expect(lines.slice(0, 3)).toEqual([
      '12 settings are set, from the sandbox.',
      'Checking 21 things. This takes a few seconds.',
      '1 of 21. OK. Settings: every required value is there.',
    ]);
    expect(lines.filter((line) => /^\d+ of 21\. OK\. /.test(line))).toHaveLength(21);
    expect(lines).toContain('3 of 21. OK. Auth0 domain: answers as https://HOST.eu.auth0.com/');
    expect(lines.at(-1)).toBe('Finished. Everything works.');
  });

  test('tells a difference in words, with both values in lines of their own', async () => {
    const { lines, code } = await heard('check', '--sandbox', '--fault', 'trust/issuer-slash');
    expect(code).toBe(1);
    const at = lines.findIndex((line) => line.startsWith('12 of 21.'));
    expect(lines.slice(at, at + 11)).toEqual([
      '12 of 21. PROBLEM. The issuer in Azure lacks its final slash.',
      'Azure lacks the final slash.',
      'Token issuer: https://HOST.eu.auth0.com/',
      'Azure issuer: https://HOST.eu.auth0.com',
      '13 of 21. OK. Subject in Azure: subject identical, 40 characters.',
      '14 of 21. OK. Audience in Azure: audience identical, 26 characters.',
      '15 of 21. OK. Tenant of Entra ID: exists, region EU.',
      '16 of 21. PROBLEM. Exchange of the token: exchange refused, AADSTS700211. Same cause as number 12.',
      '17 of 21. NOT RUN. Token of Entra ID, because it needs a token from Entra ID.',
      '18 of 21. OK. Endpoint of Azure OpenAI: answers from Sweden Central.',
      '19 to 21 of 21. NOT RUN. Access to Azure OpenAI, deployment and answer of the model, because they need a token from Entra ID.',
    ]);
    expect(lines).toContain('To fix, step 1 of 2: Change the issuer in Azure to this value; how sure: certain.');
    expect(lines).toContain('https://HOST.eu.auth0.com/');
    expect(lines.at(-1)).toBe('Finished. One thing to fix. For more, type: keyless explain trust/issuer-slash');
  });

  test.each([
    ['settings/missing', '1 of 21. PROBLEM. AZURE_TENANT_ID is missing.', 2],
    ['auth0/client-refused', '5 of 21. PROBLEM. Auth0 refused the client id or the secret.', 1],
    ['token/type-unsupported', '7 of 21. PROBLEM. ', 1],
    ['trust/hidden-character', 'Azure has a zero-width space (U+200B) at character 33, which cannot be seen.', 1],
    ['entra/throttled', '16 of 21. NOT KNOWN. Entra ID asks to slow down.', 3],
    ['azure-openai/role-missing', '19 of 21. PROBLEM. Azure OpenAI finds no role that lets this identity in.', 1],
    ['azure-openai/model-retiring', '21 of 21. WARNING. The model behind team-chat ends on ', 0],
  ])('names %s in a sentence', async (fault, words, exit) => {
    const { lines, code } = await heard('check', '--sandbox', '--fault', fault);
    expect(code).toBe(exit);
    expect(lines.filter((line) => line.startsWith(words))).toHaveLength(1);
    expect(lines).toContain(`Code: ${fault}`);
    expect(lines.at(-1)).toMatch(/^Finished\. (?:One thing|Everything works\. One warning\.)/);
    // Every number once, in order.
    const numbers = lines.flatMap(
      (line) => /^(\d+)(?: (?:to|and) (\d+))? of 21\./.exec(line)?.slice(1, 3).filter(Boolean).map(Number) ?? [],
    );
    expect(numbers.at(-1)).toBe(21);
    expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
  });

  test('many missing values are one list', async () => {
    const { lines, code } = heardOf(await keyless(['check'], { env }));
    expect(code).toBe(2);
    expect(lines).toContain('Missing value 1 of 7: OIDC_ENDPOINT, or --oidc-endpoint HOST');
    expect(lines.at(-1)).toBe('Finished. 7 things to fix. To fill them in, type: keyless setup');
  });
});

describe('the other commands', () => {
  test('explain says what a code means, and when it is over', async () => {
    const { lines } = await heard('explain', 'trust/issuer-slash');
    expect(lines).toContain('Azure lacks the final slash.');
    expect(lines).toContain('Token issuer: https://acme-dev.eu.auth0.com/');
    expect(lines.at(-1)).toBe('That is all.');
  });

  test('prompt streams the answer to standard output, and says on standard error that it has ended', async () => {
    const { lines, stderr } = await heard('prompt', '--sandbox', 'hello');
    expect(lines.join(' ')).toMatch(/^You asked: "hello"\. I am the sandbox's stand-in/);
    expect(stderr).toMatch(/\nThat is the end of the answer\.\n$/);
  });

  test('setup without asking says what it added', async () => {
    const { lines, code } = heardOf(await keyless(['setup', '--no-input', '--sandbox'], { env }));
    expect(code).toBe(0);
    expect(lines).toContain('Added: OIDC_ENDPOINT');
  });

  test('a command line that cannot be followed is refused in words', async () => {
    const { stderr } = await heard('chekc');
    expect(stderr).toContain('\nProblem: There is no command chekc.\n');
  });

  test.each([
    [['--no-accessible'], { ACCESSIBLE: '1' }],
    [['--plain'], { ACCESSIBLE: '1' }],
    [['--json'], { ACCESSIBLE: '1' }],
    [[], { ACCESSIBLE: '0' }],
    [[], { INK_SCREEN_READER: 'false' }],
  ])('%j with %j is the usual face', async (flags, variables) => {
    const { stdout, stderr } = await inside(['check', '--sandbox', ...flags], { env: variables as unknown as Record<string, string> });
    expect(stdout).not.toContain('1 of 21.');
    expect(stderr).toBe('');
  });

  test('the variable of Ink switches it on', async () => {
    const { stderr } = await keyless(['explain', 'AADSTS700213'], { env: { INK_SCREEN_READER: 'true' } });
    expect(stderr).toBe('Accessible mode is on, from INK_SCREEN_READER=true. Use --no-accessible to turn it off.\n');
  });
});

describe('words', () => {
  test('a sentence ends with a full stop, a value does not', () => {
    expect(sentence('exists, region EU')).toBe('Exists, region EU.');
    expect(sentence('answers as https://acme.eu.auth0.com/')).toBe('Answers as https://acme.eu.auth0.com/');
    expect(sentence('AADSTS50013 it is')).toBe('AADSTS50013 it is.');
    expect(sentence('keyless.env is written')).toBe('keyless.env is written.');
  });

  test('marks become words, columns become labels, and a command stays as it is', () => {
    expect(saidLine('  ✗ the exchange is refused')).toEqual(['PROBLEM: the exchange is refused']);
    expect(saidLine('  issuer     https://acme.eu.auth0.com/')).toEqual(['Issuer: https://acme.eu.auth0.com/']);
    expect(saidLine('az ad app show --id x')).toEqual(['az ad app show --id x']);
    expect(saidLine('Azure portal › Overview')).toEqual(['Azure portal, then Overview']);
    expect(saidLine('   ')).toEqual([]);
  });
});

describe('a stream of sentences', () => {
  const pieces = (...texts: string[]): string[] => {
    const stream = createSentenceStream();
    return [...texts.flatMap((text) => stream.push(text)), ...stream.flush()];
  };

  test('holds back what is not whole', () => {
    const stream = createSentenceStream();
    expect(stream.push('Hello th')).toEqual([]);
    expect(stream.push('ere. How')).toEqual(['Hello there. ']);
    expect(stream.push(' are you?\nFine')).toEqual(['How are you?\n']);
    expect(stream.flush()).toEqual(['Fine']);
  });

  test('loses nothing, wherever it is cut', () => {
    const text = '1. First, e. g. this. "Really?" Yes.\n\n```ts\nconst a = 1. ; b. c\n```\nVersion 2.5 is out. Done';
    for (let at = 1; at < text.length; at += 1) expect(pieces(text.slice(0, at), text.slice(at)).join('')).toBe(text);
    expect(pieces(text)).toEqual([
      '1. First, e. g. this. ',
      '"Really?" ',
      'Yes.\n',
      '\n',
      '```ts\n',
      'const a = 1. ; b. c\n',
      '```\n',
      'Version 2.5 is out. ',
      'Done',
    ]);
  });
});
