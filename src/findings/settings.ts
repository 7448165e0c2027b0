import type { FieldName } from '../settings/field-name.js';
import { fields } from '../settings/fields.js';
import type { Besides, Held } from '../settings/profile.js';
import type { Explanation, Fix, Words } from './explanation.js';
import type { Evidence } from './finding.js';
import { auth0Page, inStep, inWay, run, set, toDo } from './fix.js';
import { giveValue, whatItIs } from './give-value.js';
import { envFileOption } from './keyless-command.js';
import { missingWords } from './setting-missing.js';
import { pages } from './pages.js';
import { auth0Places } from './places.js';
import { listed, quote } from './quote.js';
import { shellWord } from '../settings/shell-word.js';

/** Words for what is wrong with a setting before anybody was asked. */
export const settingsWords = {
  'settings/missing': missingWords,
  'settings/malformed': ({ field, value, problem }) => ({
    title: `${field} cannot be used as it is`,
    why: `${value === null ? 'Its value, which is not shown here, does not fit' : `Its value is ${quote(value)}`}: ${problem}. ${whatItIs(field)}`,
    fix: giveValue(field, 'certain'),
    docs: [],
  }),
  'settings/placeholder': ({ field, value }) => ({
    title: `${field} still has its sample value`,
    why: `${value === null ? 'Its value' : quote(value)} comes from a sample or a guide and stands for your own value. ${whatItIs(field)}`,
    fix: giveValue(field, 'certain', value),
    docs: [],
  }),
  'settings/swapped': ({ twin, ...evidence }) => (twin && evidence.belongsTo ? twinWords({ ...evidence, twin }) : swappedWords(evidence)),
  'settings/normalised': ({ field, value, removed, besides = [] }) => ({
    title: besides[0] ? `The pasted endpoint contradicts ${besides[0].field}` : `${field} was cleaned up before use`,
    why: `This was taken off: ${listed(removed)}. ${value === null ? 'The rest is in use.' : `In use is ${quote(value)}.`}${besides.map(besideSentence).join('')} It works like this here; another program that reads the same value may stumble over it.`,
    fix: [
      value === null
        ? toDo('local', 'certain', `Write the value of ${field} again, without this: ${listed(removed)}.`)
        : set('local', 'certain', field, value),
      ...besides.map((other) => set('local', 'maybe', other.field, other.pasted)),
    ],
    docs: [],
  }),
  'settings/file-unreadable': (evidence) => ({
    title: evidence.isUtf16 ? 'The env file is saved as UTF-16' : fileTitles[evidence.problem],
    why: `The path is ${quote(evidence.path)}. ${evidence.isUtf16 ? asUtf16 : fileReasons[evidence.problem]}${evidence.detail ? ` (${evidence.detail})` : ''}.`,
    fix: fileFixes(evidence),
    docs: [],
  }),
  'settings/secret-exposed': ({ path }) => ({
    title: 'Git does not ignore the file that holds the secret',
    why: `The client secret is in ${quote(path)}, and git would take that file into the next commit that adds everything, or has it already. A secret that was once pushed has to be rotated.`,
    fix: [
      run('local', 'certain', ignoreCommand(path)),
      run('local', 'maybe', `git rm --cached -- ${shellWord(path)}`),
      auth0Page(
        'maybe',
        `${auth0Places.applicationSettings.replace('Basic Information', 'Danger Zone')} › Rotate, if the file was ever pushed`,
      ),
    ],
    docs: [pages.auth0Secret],
  }),
  'settings/retired-api-version': ({ version, answers }) => ({
    title: 'The API version is retired',
    why: `Microsoft has announced the end of ${quote(version)}. ${retiredNow(
      answers,
    )} The v1 API needs no version at all, and 2024-10-21 is the last dated version that is not a preview.`,
    fix: [
      toDo('local', 'certain', 'Remove AZURE_AOAI_API_VERSION; the v1 API is used then.'),
      set('local', 'likely', 'AZURE_AOAI_API_VERSION', '2024-10-21'),
    ],
    docs: [pages.apiVersions],
  }),
} satisfies Words<'settings'>;

/**
 * A line for the .gitignore beside the file, which counts wherever the repository begins and whether the path is absolute or not.
 * Git reads some characters as patterns.
 */
function ignoreCommand(path: string): string {
  const [, folder = '', name = path] = /^(.*[\\/])?([^\\/]+)$/.exec(path) ?? [];
  return `printf '%s\\n' ${shellWord(name.replaceAll(/[\\#!*?[\] ]/g, String.raw`\$&`))} >> ${shellWord(`${folder}.gitignore`)}`;
}

function besideSentence({ field, pasted, inUse }: Besides): string {
  return ` There it says ${quote(pasted)}, while ${field} is ${quote(inUse)}, which is used.`;
}

type SwappedEvidence = Evidence['settings/swapped'];

const subjectEnding = '@clients';

function swappedWords({ field, value, looksLike, belongsTo, held }: SwappedEvidence): Explanation {
  if (field === 'OIDC_CLIENT_ID' && value?.endsWith(subjectEnding)) return subjectWords(value);
  const exchanged = held !== undefined && held.field === belongsTo;
  const home = belongsTo
    ? ` That belongs in ${belongsTo}${exchanged ? ', and the two were exchanged.' : '; maybe the two were exchanged.'}`
    : '';
  const own = held ? ` ${held.field} holds ${quote(held.value)}, which fits here.` : '';
  return {
    title: `${field} holds a value that belongs elsewhere`,
    why: `${value === null ? 'Its value' : quote(value)} looks like ${looksLike}.${home}${own} ${whatItIs(field)}`,
    fix:
      exchanged && value !== null
        ? exchangeFixes({ field, value, held })
        : swapFixes({ field, value, looksLike, belongsTo, ...(held && { held }) }),
    docs: [],
  };
}

/** Two settings that were exchanged are two findings and one change: the first in the order of the settings has it whole. */
function exchangeFixes({ field, value, held }: { field: FieldName; value: string; held: Held }): Fix[] {
  const own = inWay(`${field} to`, [set('local', 'likely', field, held.value)]);
  const order = fields.map(({ name }) => name);
  if (order.indexOf(field) > order.indexOf(held.field)) return inStep(`Exchange it with ${held.field} above`, own);
  return inStep('Exchange the two values, in the env file or wherever they are set', [
    ...own,
    ...inWay(`${held.field} to`, [set('local', 'likely', held.field, value)]),
  ]);
}

function swapFixes({ field, value, belongsTo, held }: SwappedEvidence): Fix[] {
  return [
    ...(held ? [set('local', 'likely', field, held.value)] : []),
    ...giveValue(field, held ? 'likely' : 'certain'),
    ...(belongsTo && value !== null ? [set('local', 'maybe', belongsTo, value)] : []),
  ];
}

/** The subject in place of the client id, which it is made of. */
function subjectWords(value: string): Explanation {
  return {
    title: `OIDC_CLIENT_ID is the client id without ${subjectEnding}`,
    why: `${quote(value)} is what a token of Auth0 has as its subject: the client id with ${subjectEnding} behind it. Leave out ${subjectEnding}. ${whatItIs('OIDC_CLIENT_ID')}`,
    fix: [set('local', 'certain', 'OIDC_CLIENT_ID', value.slice(0, -subjectEnding.length)), ...giveValue('OIDC_CLIENT_ID', 'likely')],
    docs: [],
  };
}

/** Two settings with one value: the shape tells which is the wrong one, or nothing does. */
function twinWords({ field, value, belongsTo, twin }: SwappedEvidence): Explanation {
  const other = belongsTo ?? field;
  const shown = value === null ? 'Its value, which is not shown here,' : quote(value);
  if (twin === 'this') {
    return {
      title: `${field} holds the value of ${other}`,
      why: `${shown} is what ${other} holds, too, and there it fits. ${whatItIs(field)}`,
      fix: giveValue(field, 'certain'),
      docs: [],
    };
  }
  return {
    title: `${other} and ${field} hold one value`,
    why: `${value === null ? 'One value, which is not shown here,' : shown} is in both, and they are never the same: one of the two is wrong. ${whatItIs(other)} ${whatItIs(field)}`,
    fix: [...giveValue(other, 'likely'), ...giveValue(field, 'likely')],
    docs: [],
  };
}

function retiredNow(answers: boolean | null): string {
  if (answers === null) return 'It may not answer any more; nothing was asked of it yet.';
  return answers ? 'It still answers, and it may stop any day.' : 'Azure OpenAI does not answer to it any more.';
}

const asUtf16 = 'It was saved as UTF-16, as Notepad and older PowerShells do, and an env file is read as UTF-8';

type FileEvidence = Evidence['settings/file-unreadable'];
type FileProblem = FileEvidence['problem'];

const fileTitles: Record<FileProblem, string> = {
  missing: 'The env file does not exist',
  folder: 'The env file is a folder',
  denied: 'The env file may not be read',
  binary: 'The env file is not a text file',
  'too-large': 'The env file is too large',
  unreadable: 'The env file could not be read',
  unwritable: 'The env file could not be written',
};

const fileReasons: Record<FileProblem, string> = {
  missing: 'There is nothing at that path: it is mistyped, the file was moved, or it was not made yet',
  folder: 'An env file is a text file with one NAME=value on a line',
  denied: 'The file belongs to another user, or its mode keeps you out',
  binary: 'It holds bytes that no text has; it may be an archive or a program',
  'too-large': 'An env file has a few kilobytes, so the path likely names another file',
  unreadable: 'The system could not read it',
  unwritable: 'Everything else is as it is said; the values are not kept on this machine yet',
};

function fileFixes({ path, problem, isUtf16 = false }: FileEvidence): Fix[] {
  const list = run('local', 'likely', `ls -la ${shellWord(path)}`);
  const elsewhere = toDo('local', 'likely', 'Name the right file with -e PATH.');
  if (problem === 'missing') return [run('local', 'certain', `keyless setup ${envFileOption(path)}`), elsewhere];
  if (problem === 'unwritable')
    return [toDo('local', 'likely', 'Make room or give yourself the right to write there, or name another file with -e PATH.'), list];
  if (problem === 'denied') return [run('local', 'likely', `chmod u+r ${shellWord(path)}`), list, elsewhere];
  if (isUtf16) {
    const notepad = 'Save it again as UTF-8: in Notepad by Save as, Encoding UTF-8; in PowerShell by Set-Content -Encoding utf8.';
    return [toDo('local', 'certain', notepad), elsewhere];
  }
  if (problem === 'binary') return [toDo('local', 'likely', 'Save it again as plain text in UTF-8.'), elsewhere];
  return [elsewhere, list];
}
