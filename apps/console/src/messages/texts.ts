import { de } from './de.ts';
import { en } from './en.ts';

export type MessageKey = keyof typeof en;
export type Messages = Record<MessageKey, string>;

const texts: Record<'en' | 'de', Messages> = { en, de };

/** A text in a language, with `{name}` replaced by its value. */
export function textOf(
  language: 'en' | 'de',
  key: MessageKey,
  values: Record<string, string | number> = {},
): string {
  return texts[language][key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** Whether a text exists: states and kinds of a newer API have none. */
export const isMessageKey = (key: string): key is MessageKey => Object.hasOwn(en, key);
