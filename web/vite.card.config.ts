import { defineConfig } from 'vite'
import { NONCE_PLACE } from './vite.config.ts'

/**
 * The customer's card and the page for joining: the same JSX, run by Preact, so that a phone loads a third of it. A build
 * of its own, because an alias holds for all that is built together.
 */
export default defineConfig({
  root: import.meta.dirname,
  html: { cspNonce: NONCE_PLACE },
  resolve: {
    alias: [
      { find: /^react\/jsx-runtime$/, replacement: 'preact/jsx-runtime' },
      { find: /^react-dom\/client$/, replacement: 'preact/compat/client' },
      { find: /^react(-dom)?$/, replacement: 'preact/compat' },
    ],
  },
  build: {
    target: ['chrome123', 'safari17.5', 'firefox128'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The other build has put its own here already.
    emptyOutDir: false,
    rolldownOptions: {
      input: { card: 'card/index.html', join: 'card/join.html', sw: 'card/sw.ts' },
      output: {
        // By these names the server finds what it lets a page load ahead.
        chunkFileNames: 'assets/card-[name]-[hash].js',
        // A service worker is updated under its one address.
        entryFileNames: ({ name }) => (name === 'sw' ? 'card/sw.js' : 'assets/card-[name]-[hash].js'),
      },
    },
  },
})
