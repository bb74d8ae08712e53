import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The server puts a fresh nonce in its place whenever it sends a page. */
export const NONCE_PLACE = '__CSP_NONCE__'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  html: { cspNonce: NONCE_PLACE },
  build: {
    target: ['chrome123', 'safari17.5', 'firefox128'],
    // Everything is a file of its own: the page's policy allows no `data:` fonts or scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    emptyOutDir: true,
    rolldownOptions: {
      input: { admin: 'admin/index.html', counter: 'counter/index.html' },
      // A few files in place of sixty: over HTTP/1.1 a phone fetches six at a time, and each asks its own round trip.
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
            { name: 'icons', test: /node_modules\/@tabler\// },
            {
              name: 'said',
              test: /node_modules\/(intl-messageformat|@formatjs)\/|web\/ui\/(words|numbers|dates|format|messages)|server\/platform\/money/,
            },
            {
              name: 'kit',
              test: /node_modules\/(@mantine|@tanstack|@floating-ui|clsx|tabbable)\//,
              minShareCount: 2,
            },
            {
              name: 'house',
              test: /web\/(ui|api|admin\/(frame|palette))\//,
              minShareCount: 3,
              entriesAware: true,
              entriesAwareMergeThreshold: 30_000,
            },
          ],
        },
      },
    },
  },
})
