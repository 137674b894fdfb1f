/** A whole number with its digits grouped in the English way: `1,234,567`. The same in every place and language. */
export function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}
