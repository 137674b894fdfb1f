/** Numbers, times and sizes as every screen writes them. */

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });

/** `12,345`. */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** `1.24M`: for numbers that change while one looks. */
export function formatShort(count: number): string {
  return short.format(count);
}

/** `state` with its count: `1 state`, `12,345 states`. */
export function countOf(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}

/** `0.4 ms`, `23 ms`, `1.9 s`, `3 min 20 s`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 10) return `${milliseconds.toFixed(1)} ms`;
  if (milliseconds < 1000) return `${milliseconds.toFixed(0)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
}

/** `~4 s`, `~23 min`, `~2 h 05 min`: an estimate. */
export function formatRoughly(milliseconds: number): string {
  if (milliseconds < 100_000) return `~${Math.ceil(milliseconds / 1000)} s`;
  return `~${formatActive(Math.round(milliseconds / 60_000) * 60_000)}`;
}

/** `38 min`, `2 h 05 min`: time worked, in whole minutes. */
export function formatActive(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

/** `at 16:02` today, else `on 3 May at 16:02`, in the time of this machine. */
export function formatMoment(at: number, now: number = Date.now()): string {
  const moment = new Date(at);
  const time = moment.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  if (moment.toDateString() === new Date(now).toDateString()) return `at ${time}`;
  return `on ${moment.toLocaleDateString('en-GB', { day: 'numeric', month: 'long' })} at ${time}`;
}

/** `12 kB`, `3.4 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(0)} kB`;
  if (bytes < 1_000_000_000) return `${(bytes / 1_000_000).toFixed(1)} MB`;
  return `${(bytes / 1_000_000_000).toFixed(2)} GB`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listInWords(words: readonly string[]): string {
  if (words.length <= 1) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}
