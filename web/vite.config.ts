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
    rolldownOptions: { input: { admin: 'admin/index.html', counter: 'counter/index.html' } },
  },
})
