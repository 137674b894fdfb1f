/** Measures of the code, shared by the editor and the plain text that stands in for it, so that nothing moves. */

export const editorMetrics = {
  /** Pixels, as are all but the columns. */
  fontSize: 13,
  lineHeight: 20,
  paddingTop: 8,
  /** Width of the line numbers, in digits. */
  lineNumberColumns: 4,
  /** Width between the line numbers and the code, where the steps are. */
  decorationsWidth: 52,
} as const;
