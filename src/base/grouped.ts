/** A whole number with its digits grouped in the English way, whatever the locale: `12,345`. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
