/** What checks of properties need of this site. Nothing is fetched before it is asked for. */
import type { Breaking } from '../src/check';

export const breaking: Breaking = {
  libraryText: async (name) => (await import('../src/host/libraries/libraries-browser')).libraryText(name),
  variants: async (slug) => (await import('./variants')).variantsOf(slug),
};
