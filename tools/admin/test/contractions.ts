/**
 * Migrations that take something away, by `schema/file`: what they break for versions that still use it, as the test of this
 * folder finds it, and the release that has stopped using it. Such a migration comes one release after that one at the
 * earliest (docs/operations/upgrading.md).
 */
export const contractions: Record<string, { breaks: string[]; unusedSince: string }> = {};
