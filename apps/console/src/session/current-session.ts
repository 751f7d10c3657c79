import type { Scope } from '@florin/sdk';
import { useSyncExternalStore } from 'react';
import { createSession, type SignedIn } from './session.ts';

const given = document.querySelector<HTMLMetaElement>('meta[name="florin-api-url"]')?.content;
/** The base URL of the API: that of the page's `florin-api-url`, or the host that serves the page. */
export const apiUrl = given || window.location.origin;

export const session = createSession({ baseUrl: apiUrl, storage: window.sessionStorage });
export const { florin } = session;

export const useSignedIn = (): SignedIn | undefined =>
  useSyncExternalStore(session.subscribe, session.current);

/** Whether the key may do it. What it may not do is not offered. */
export function useMay(): (...scopes: Scope[]) => boolean {
  const signedIn = useSignedIn();
  return (...scopes) => scopes.every((scope) => signedIn?.scopes.includes(scope) ?? false);
}
