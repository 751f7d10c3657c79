import { guides } from '../generated/guides.ts';
import { page } from './page.ts';

const [list, ...inOrder] = guides;

/** The list of all guides. */
export function guidesPage(): string {
  return page('/docs/guides', 'Guides', [list?.html ?? '']);
}

/** The page of one guide, or undefined for an unknown name. */
export function guidePage(name: string): string | undefined {
  const at = inOrder.findIndex((guide) => guide.name === name);
  const guide = inOrder[at];
  if (!guide) return undefined;
  const next = inOrder[at + 1];
  return page('/docs/guides', guide.title, [
    guide.html,
    '<footer><a href="/docs/guides">All guides</a>',
    next ? `<span>Next: <a href="/docs/guides/${next.name}">${next.title}</a></span></footer>` : '</footer>',
  ]);
}
