import { writeFileSync } from 'node:fs';
import { test } from 'vitest';
import { explain } from '../../src/findings/explain.js';
import { acme, everyFinding, unknown } from './words-samples.js';
test('show', () => {
  const out: string[] = [];
  for (const found of everyFinding) {
    if (found.refusal) continue;
    for (const known of process.env.SHOW === 'unknown' ? [unknown] : [acme]) {
      const e = explain(found, known);
      out.push(`== ${found.code}\n# ${e.title}  [${e.title.length}]\n${e.why}`);
      for (const f of e.fix)
        out.push(
          `  - ${f.kind}/${f.where}/${f.confidence}: ${f.kind === 'command' ? f.command : f.kind === 'portal' ? f.path : f.kind === 'set' ? `${f.name} = ${f.value}` : f.text.replaceAll('\n', '\n      ')}`,
        );
      out.push('');
    }
  }
  writeFileSync(process.env.SHOW_FILE ?? '/tmp/show.txt', out.join('\n'));
});
