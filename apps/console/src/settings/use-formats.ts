import { useMemo } from 'react';
import { formatsOf, type Formats } from './format.ts';
import { useSettings } from './settings.ts';

export function useFormats(): Formats {
  const { language, clock } = useSettings();
  return useMemo(() => formatsOf({ language, clock }), [language, clock]);
}
