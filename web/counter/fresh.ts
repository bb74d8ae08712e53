import { useEffect, useState } from 'react'

const EVERY_MS = 1_800_000

/** Whether the server has another version of the counter than the one that runs here: looked up twice an hour. */
export function useFresh(): boolean {
  const [fresh, setFresh] = useState(false)
  useEffect(() => {
    const own = document.querySelector<HTMLScriptElement>('script[type=module][src]')?.getAttribute('src')
    const look = async () => {
      if (!own) return
      const page = await fetch('/counter', { cache: 'no-store' })
        .then((answer) => (answer.ok ? answer.text() : ''))
        .catch(() => '')
      if (page && !page.includes(own)) setFresh(true)
    }
    const timer = setInterval(() => void look(), EVERY_MS)
    return () => clearInterval(timer)
  }, [])
  return fresh
}
