/** The modules that the plugin in `library-plugin.ts` makes. */
declare module 'virtual:library/*' {
  const text: string;
  export default text;
}
