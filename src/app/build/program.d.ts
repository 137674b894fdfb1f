/** The module that the plugin in `program-plugin.ts` makes of a protocol. */
declare module '*?program' {
  const built: {
    readonly source: string;
    readonly compiled: import('../../model').Compiled;
  };
  export default built;
}
