/** Unit tests in Node, and tests that need a page in a real Chromium. `npm test` runs both. */
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumArguments, findChromium } from './test/chromium.mjs';
import {
  authorAlias,
  browserAlias,
  isolationHeaders,
  lateDependencies,
  sourcePlugins,
  workerOptions,
} from './vite.config.ts';

const notHere = ['**/node_modules/**', '**/dist/**', 'test/e2e/**'];
const browserTests = 'test/**/*.browser.test.{ts,tsx}';

export default defineConfig({
  test: {
    // A shared or small machine is slow, not wrong.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Vitest would leave one core to itself, which on two cores is half of them.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        resolve: { alias: authorAlias },
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: [...notHere, browserTests],
          environment: 'node',
        },
      },
      {
        extends: true,
        plugins: sourcePlugins(),
        resolve: { alias: browserAlias },
        worker: workerOptions,
        server: { headers: isolationHeaders },
        optimizeDeps: { include: [...lateDependencies, 'dexie', 'xstate', 'zod'], exclude: ['quickjs-wasi'] },
        test: {
          name: 'browser',
          include: [browserTests],
          exclude: notHere,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            viewport: { width: 1280, height: 800 },
            provider: playwright({ launchOptions: { executablePath: findChromium(), args: chromiumArguments } }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
