/** How a change of the editor's text came about. */

/**
 * Whether a change was a paste or a drop. The editor names a reason for each change that its types do not show; where it
 * names none, a change counts as typed.
 */
export function cameByPaste(event: object): boolean {
  const { detailedReasons } = event as { readonly detailedReasons?: unknown };
  if (!Array.isArray(detailedReasons)) return false;
  return detailedReasons.some((reason: { readonly metadata?: { readonly kind?: unknown } } | null) => {
    const kind = reason?.metadata?.kind;
    return kind === 'paste' || kind === 'drop';
  });
}
