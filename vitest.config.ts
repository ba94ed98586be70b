import { defineConfig } from 'vitest/config';

// A page or a trainer on a busy machine takes its time: what is waited for is given up late.
const expectation = { poll: { timeout: 30_000 } };

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 180_000, hookTimeout: 180_000, expect: expectation } },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 600_000,
          fileParallelism: false,
          expect: expectation,
        },
      },
    ],
  },
});
