import '../ui/fonts.css'
import '../ui/tokens.css'
import './base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Speaking } from '../ui/words.tsx'
import { Counter } from './Counter.tsx'
import { takeAlong } from './takeAlong.ts'

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <Speaking>
      <Counter />
    </Speaking>
  </StrictMode>,
)

// Without it the counter would not open while there is no network. Plain HTTP has none.
if ('serviceWorker' in navigator)
  void navigator.serviceWorker
    .register('/counter/sw.js', { scope: '/counter' })
    .then(takeAlong)
    .catch(() => undefined)
