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
    // What the server reads the names of a page's files from.
    manifest: true,
    rolldownOptions: {
      input: { admin: 'admin/index.html', counter: 'counter/index.html' },
      // A few files in place of sixty: over HTTP/1.1 a phone fetches six at a time, and each asks its own round trip.
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'react',
              test: /node_modules\/(react|react-dom|scheduler)\/|rolldown[/:]runtime/,
              priority: 4,
            },
            // What no page goes without: the words, the icons, and the small parts of the house.
            {
              name: 'house',
              test: /node_modules\/(intl-messageformat|@formatjs|@tabler)\/|vite\/preload-helper|server\/platform\/money|web\/(ui\/(?!inputs|sentences|fields|OpenMenu|card|pictures)|api\/(api|questions|looks)\.)/,
              priority: 3,
            },
            // The back office's frame.
            {
              name: 'frame',
              test: /node_modules\/(@tanstack|clsx|@mantine\/core\/esm\/(core|components\/(Button|UnstyledButton|Loader|Transition)))\/|web\/admin\/(frame|palette)\//,
              priority: 2,
            },
            // Fields, and what places menus on the screen: a page that is only looked at goes without.
            {
              name: 'fields',
              test: /node_modules\/@mantine\/core\/esm\/components\/(Input|InputBase|TextInput|NativeSelect|PasswordInput|ActionIcon)\//,
              priority: 1,
            },
            {
              name: 'choices',
              test: /node_modules\/(@mantine|@floating-ui|react-number-format|tabbable)\//,
              minShareCount: 2,
            },
            {
              name: 'forms',
              test: /web\/(ui\/(inputs|sentences|fields|OpenMenu|card|pictures)|api\/)/,
              minShareCount: 3,
              entriesAware: true,
              entriesAwareMergeThreshold: 3_000,
            },
          ],
        },
      },
    },
  },
})
