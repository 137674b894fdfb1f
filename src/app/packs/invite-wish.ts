/** For which pack the invite page is asked to make an invite, by the page that leads to it. */
let wish: string | null = null;

/** @param slug of a pack that this browser keeps */
export function wishInvite(slug: string): void {
  wish = slug;
}

/** The slug, once; null if nobody asked. */
export function takeInviteWish(): string | null {
  const taken = wish;
  wish = null;
  return taken;
}
