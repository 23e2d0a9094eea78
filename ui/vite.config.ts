import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

// Tauri serves the built folder from inside the application: everything is local and nothing
// may be inlined as a data: address, because the content security policy forbids it for fonts.
export default defineConfig({
  plugins: [svelte()],
  clearScreen: false,
  // The words are parsed as JSON, which is quicker than reading them as a script.
  json: { stringify: true },
  server: { port: 1420, strictPort: true },
  build: {
    target: ['es2022', 'chrome105', 'safari15'],
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
  resolve: process.env.VITEST ? { conditions: ['browser'] } : {},
  test: {
    environment: 'jsdom',
    setupFiles: ['tests/setup.ts'],
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    // A slow machine is no fault of the program: nothing here asserts a time.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
