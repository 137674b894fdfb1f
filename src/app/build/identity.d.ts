/** The module that the plugin in `identity-plugin.ts` makes. */
declare module 'virtual:identities' {
  export const engine: import('../../model').EngineIdentity;
  /** Hash of each challenge by its slug. */
  export const challengeHashes: Readonly<Record<string, string>>;
}
