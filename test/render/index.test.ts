import { expect, test } from 'vitest';
import { formats, render } from '../../src/render/index.ts';
import { createStyle } from '../../src/render/style.ts';
import { viewOf } from './views.ts';

test('every format renders, text first', async () => {
  expect(formats).toEqual(['text', 'json', 'jsonl', 'csv', 'md', 'html']);
  const view = viewOf([{ block: 'prose', text: ['Nothing open.'] }], [{ id: 'a' }]);
  const style = await createStyle({ level: 0, width: 80 });
  const rendered = await Promise.all(formats.map(async (format) => [format, await render(format, view, style)]));
  expect(Object.fromEntries(rendered)).toMatchObject({
    text: 'Nothing open.\n',
    jsonl: '{"id":"a"}\n',
    csv: 'id\r\na\r\n',
    md: 'Nothing open.\n',
  });
});
