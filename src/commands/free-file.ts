import { writeNewFile } from './new-file.js';

/** A file that was made, by the name it took; or why there is none, in a sentence. */
export type Made = { ok: true; name: string } | { ok: false; sentence: string };

/** Makes a new file of this name, or of the next that is free: `main.tf`, `main-2.tf`. What is there already is never touched. */
export async function makeFreeFile(name: string, text: string, mode: number): Promise<Made> {
  let refused = '';
  for (const free of freeNames(name)) {
    const problem = await writeNewFile(free, text, mode);
    if (problem === null) return { ok: true, name: free };
    refused = problem.sentence;
    if (!problem.isThere) break;
  }
  return { ok: false, sentence: refused };
}

/** The number stands before the ending, so that tools still know what the file is. */
function freeNames(name: string): string[] {
  const at = name.lastIndexOf('.');
  const [stem, ending] = at > name.lastIndexOf('/') + 1 ? [name.slice(0, at), name.slice(at)] : [name, ''];
  return ['', ...Array.from({ length: 98 }, (_, index) => `-${index + 2}`)].map((number) => `${stem}${number}${ending}`);
}
