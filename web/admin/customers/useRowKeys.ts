import { useEffect } from 'react'

interface Keys {
  count: number
  at: number
  onMove(to: number): void
  onOpen(at: number): void
  onPreview(at: number): void
}

/** J and K move through a list, Enter opens, Space previews. Not while somebody types, or a button has the keyboard. */
export function useRowKeys({ count, at, onMove, onOpen, onPreview }: Keys): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || count === 0) return
      const busy = (event.target as HTMLElement).closest(
        'input, textarea, select, [contenteditable], [role=option], [role=menu]',
      )
      if (busy && (busy as HTMLInputElement).type !== 'checkbox') return
      const key = event.key.toLowerCase()
      const acts = (event.target as HTMLElement).closest('button, a, input')
      if (key === 'j') onMove(Math.min(count - 1, at + 1))
      else if (key === 'k') onMove(Math.max(0, at - 1))
      else if (key === 'enter' && !acts && at >= 0) onOpen(at)
      else if (key === ' ' && !acts && at >= 0) onPreview(at)
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [count, at, onMove, onOpen, onPreview])
}
