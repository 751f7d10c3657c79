import { expect, jest, test } from '@jest/globals';
import { createMarkdownRenderer } from 'vitepress';
import { codeTheme, labelCells, stylesToClasses } from '../build/markdown-rules.ts';

test('code, tables and text of a page need no style of an element and no HTML', async () => {
  const markdown = await createMarkdownRenderer('.', {
    ...{ html: false, linkify: false, theme: codeTheme, codeTransformers: [stylesToClasses] },
    config: labelCells,
  });
  const html = markdown.render(
    '```ts\nconst a = "b"; // c\n```\n\n| `name` | sum | |\n|---|--:|---|\n| Ada | 50 | x |\n\n<script>alert(1)</script>\n',
  );
  expect(html).not.toMatch(/ style="|<script/);
  expect(html).toMatch(/class="code-keyword">const</);
  expect(html).toMatch(/class="code-comment">\/\/ c/);
  expect(html).toContain('<td data-label="name">Ada</td>');
  expect(html).toContain('<td class="to-right" data-label="sum">50</td>');
  expect(html).not.toContain('<th></th>');
});

test('code is highlighted however long it takes', async () => {
  // The clock of the machine stands for a machine under load: half a minute passes between two looks at it.
  let now = Date.now();
  const clock = jest.spyOn(Date, 'now').mockImplementation(() => (now += 30_000));
  try {
    const markdown = await createMarkdownRenderer('.', {
      theme: codeTheme,
      codeTransformers: [stylesToClasses],
    });
    expect(markdown.render('```ts\nconst a = 1; // c\n```\n')).toMatch(/class="code-comment">\/\/ c/);
  } finally {
    clock.mockRestore();
  }
});
