import { useCallback } from 'react';
import { useSettings } from '../settings/settings.ts';
import { textOf, type MessageKey } from './texts.ts';

export type Translate = (key: MessageKey, values?: Record<string, string | number>) => string;

/** Returns the function that looks a text up in the reader's language. */
export function useMessages(): Translate {
  const { language } = useSettings();
  return useCallback((key, values) => textOf(language, key, values), [language]);
}
