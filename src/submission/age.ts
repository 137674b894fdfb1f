/** The age library, loaded when something is sealed or opened: pages can be used before it is there. */
export function loadAge(): Promise<typeof import('age-encryption')> {
  return import('age-encryption');
}
