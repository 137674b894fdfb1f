/** Text widths as the browser draws them. */
import { estimateTextWidth } from '../../view';

export type MeasureText = (text: string) => number;

const cache = new Map<string, MeasureText>();

/**
 * A measure for one font, with a memory. Falls back to an estimate where there is no canvas.
 * @param font as in CSS: `12px system-ui`
 */
export function measureText(font: string): MeasureText {
  const known = cache.get(font);
  if (known) return known;
  const context = document.createElement('canvas').getContext('2d');
  if (context) context.font = font;
  const widths = new Map<string, number>();
  const measure: MeasureText = (text) => {
    const seen = widths.get(text);
    if (seen !== undefined) return seen;
    const width = context ? context.measureText(text).width : estimateTextWidth(text, Number.parseFloat(font) || 12);
    widths.set(text, width);
    return width;
  };
  cache.set(font, measure);
  return measure;
}
