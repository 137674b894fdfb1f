/** A browser with a profile of its own that can be killed like one whose power was cut, and started again. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { chromiumArguments, findChromium } from '../chromium.mjs';

export interface KillableBrowser {
  /** Starts the browser and answers with its page. */
  start(): Promise<Page>;
  /** Ends all its processes at once, without a chance to save anything. */
  kill(): Promise<void>;
  /** Kills it and removes the profile. */
  dispose(): Promise<void>;
}

export async function killableBrowser(baseURL: string): Promise<KillableBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'interleave-profile-'));
  let running: { readonly child: ChildProcess; readonly browser: Browser } | null = null;

  async function kill(): Promise<void> {
    if (!running) return;
    const { child, browser } = running;
    running = null;
    const ended = once(child, 'exit');
    // The process group: the browser and all that it has started.
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    await ended;
    await browser.close().catch(() => undefined);
  }

  return {
    async start() {
      const child = spawn(
        findChromium() ?? 'chromium',
        [
          ...chromiumArguments,
          '--headless=new',
          `--user-data-dir=${profile}`,
          '--remote-debugging-port=0',
          'about:blank',
        ],
        { detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
      );
      const browser = await chromium.connectOverCDP(await debuggingAddress(child));
      running = { child, browser };
      const context = browser.contexts()[0];
      if (!context) throw new Error('The browser has no profile.');
      const page = context.pages()[0] ?? (await context.newPage());
      await page.goto(baseURL);
      return page;
    },
    kill,
    async dispose() {
      await kill();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Where the browser listens, which it says when it starts. */
function debuggingAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (address) resolve(address);
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`The browser ended: ${said}`)));
  });
}
