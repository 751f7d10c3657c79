import { useSyncExternalStore } from 'react';

export type Theme = 'system' | 'light' | 'dark';
type Language = 'en' | 'de';
/** Whether times are shown in the zone of this computer or in UTC. */
type Clock = 'local' | 'utc';
export type Settings = {
  theme: Theme;
  language: Language;
  clock: Clock;
  /** Whether single keys do something. They get in the way of speech input. */
  singleKeys: boolean;
};

const storageKey = 'florin.console.settings';

function createSettings() {
  let current: Settings = read();
  const listeners = new Set<() => void>();
  return {
    current: (): Settings => current,
    change(changes: Partial<Settings>): void {
      current = { ...current, ...changes };
      localStorage.setItem(storageKey, JSON.stringify(current));
      listeners.forEach((listener) => listener());
    },
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** Another tab may change them. */
    followSystem(): () => void {
      const follow = () => {
        current = read();
        listeners.forEach((listener) => listener());
      };
      window.addEventListener('storage', follow);
      return () => window.removeEventListener('storage', follow);
    },
  };
}

function read(): Settings {
  const defaults: Settings = {
    theme: 'system',
    language: navigator.language.startsWith('de') ? 'de' : 'en',
    clock: 'local',
    singleKeys: true,
  };
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '{}');
    return isKept(kept) ? { ...defaults, ...kept } : defaults;
  } catch {
    return defaults;
  }
}

const isKept = (value: unknown): value is Partial<Settings> => typeof value === 'object' && value !== null;

export const settings = createSettings();

export const useSettings = (): Settings => useSyncExternalStore(settings.subscribe, settings.current);
