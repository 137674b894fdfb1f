/** A sentence in which `code` stands between backticks, as authors write it. */
import { Fragment } from 'react';

export function InlineText({ text }: { readonly text: string }) {
  return text.split('`').map((part, index) => {
    // Every second part stood between backticks.
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one constant sentence
    return index % 2 === 1 ? <code key={index}>{part}</code> : <Fragment key={index}>{part}</Fragment>;
  });
}
