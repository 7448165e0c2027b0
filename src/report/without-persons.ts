import type { SettingReport } from './report.js';

/** Takes out of a text who made it: a path of the settings becomes its last part, the folder of a user `~`, and a mail address a word. */
export function withoutPersons(settings: readonly SettingReport[]): (text: string) => string {
  const paths = new Set(settings.flatMap(({ source, shadows }) => [source ?? '', ...shadows]).filter((one) => /[\\/]/.test(one)));
  return (text) => {
    const shortened = [...paths].reduce((rest, path) => rest.replaceAll(path, path.split(/[\\/]/).at(-1) ?? ''), text);
    return shortened.replace(homes, (_, address?: string) => address ?? '~').replace(mailAddress, '[mail address]');
  };
}

/** As the three systems lay them out. In the address of a site the same words are nobody's folder. On Windows a name may have spaces. */
const homes = new RegExp(
  [
    /\b(https?:\/\/[^\s"'`<>]*)/,
    /[A-Za-z]:\\Users\\(?:[^\\/:*?"<>|\r\n]+(?=\\)|[^\s\\/'"`:]+)/,
    /\/(?:home|Users)\/[^\s/\\'"`:]+/,
    /(?<![\w/.-])\/root(?=[/\s'"`:])/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
);
/** Of people; the subject of an Auth0 token has no dot behind its sign. Looked for once in a row of letters, and not from each of them. */
const mailAddress = /(?<![\w.+-])[\w.+-]+@(?:[\w-]+\.)+[A-Za-z]{2,}/g;
