import { useEffect } from 'react'

// A scanner types a code in a few milliseconds per sign and ends with Enter; the fastest typist needs fifty.
const FASTEST_TYPING_MS = 35
const LEAST_SIGNS = 4

/** A hand-scanner is a keyboard: what comes faster than anybody types and ends with Enter is a scan, anywhere. */
export function useHandScanner(onCode: (text: string) => void): void {
  useEffect(() => {
    let typed = ''
    let latest = 0
    const listen = (event: KeyboardEvent) => {
      const quick = event.timeStamp - latest < FASTEST_TYPING_MS
      latest = event.timeStamp
      if (event.key === 'Enter') {
        if (quick && typed.length >= LEAST_SIGNS) {
          event.preventDefault()
          event.stopPropagation()
          dispatchEvent(new CustomEvent('regulars:scanned', { detail: typed.length }))
          onCode(typed)
        }
        typed = ''
      } else if ([...event.key].length === 1 && !event.ctrlKey && !event.metaKey) {
        typed = quick ? typed + event.key : event.key
      }
    }
    addEventListener('keydown', listen, true)
    return () => removeEventListener('keydown', listen, true)
  }, [onCode])
}

/** Takes away again what the scanner's first signs have typed into a field before it was known to be one. */
export function useScannedAway(takeBack: (signs: number) => void): void {
  useEffect(() => {
    const listen = (event: Event) => takeBack((event as CustomEvent<number>).detail)
    addEventListener('regulars:scanned', listen)
    return () => removeEventListener('regulars:scanned', listen)
  }, [takeBack])
}
