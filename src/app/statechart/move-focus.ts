/** Arrow keys between the parts of a drawing: to the nearest part that lies in their direction. */

const directions: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Moves the focus among elements with `data-part`. Home and End go to the first and the last. False for other keys. */
export function moveFocus(drawing: SVGElement, from: SVGElement, key: string): boolean {
  const parts = [...drawing.querySelectorAll<SVGElement>('[data-part]')];
  if (key === 'Home' || key === 'End') {
    parts.at(key === 'Home' ? 0 : -1)?.focus();
    return true;
  }
  const direction = directions[key];
  if (direction === undefined) return false;
  const start = anchor(from);
  let best: SVGElement | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const part of parts) {
    if (part === from) continue;
    const end = anchor(part);
    const along = (end.x - start.x) * direction[0] + (end.y - start.y) * direction[1];
    const aside = Math.abs((end.x - start.x) * direction[1]) + Math.abs((end.y - start.y) * direction[0]);
    if (along <= 2) continue;
    const cost = along + 2.5 * aside;
    if (cost < least) {
      least = cost;
      best = part;
    }
  }
  best?.focus();
  return true;
}

/** The middle of the upper border: a state lies above those inside it. */
function anchor(part: SVGElement): { readonly x: number; readonly y: number } {
  const { left, width, top } = part.getBoundingClientRect();
  return { x: left + width / 2, y: top };
}
