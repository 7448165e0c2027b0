import { beforeEach, expect, test } from 'vitest';

import type { Tool } from '../../src/tools/tool.js';
import { createTools } from '../../src/tools/tools.js';
import { around, programs } from './programs.js';

let az: Tool;
beforeEach(async () => {
  const { PATH } = await programs({ az: 'echo \'"ran"\'' });
  ({ az } = createTools(around({ PATH })));
});

test.each(['@/etc/hostname', '--body=@/etc/hostname', 'A=@x', '@x=y'])(
  'az would put a file in the place of %s, so it is not started',
  async (word) => {
    expect(await az.run(['group', 'show', '--name', word])).toMatchObject({
      ok: false,
      failure: { kind: 'not-started', said: expect.stringContaining('file'), command: expect.stringMatching(/^az group show --name /) },
    });
  },
);

test.each(['a@clients', '{"subject":"@x"}', '@', 'a=b@c', `[?name=='x'].{n:@}`])('%s is what it is', async (word) => {
  expect(await az.run(['group', 'show', '--name', word])).toEqual({ ok: true, value: 'ran' });
});

test('the one file that is meant is handed over, and no other beside it', async () => {
  const file = '/tmp-of/secret.json';
  expect(await az.run(['webapp', 'config', 'appsettings', 'set', '--settings', `@${file}`], { file })).toMatchObject({ ok: true });
  expect(await az.run(['webapp', 'config', 'appsettings', 'set', '--settings', `@${file}x`], { file })).toMatchObject({ ok: false });
});
