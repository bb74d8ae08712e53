import { type KeyboardEvent, type PointerEvent, useState } from 'react'

/**
 * Moving rows by their handles: dragged with a finger or a mouse, or with the arrow keys. Rows are the children of what
 * carries `data-rows`; `over` is where the dragged one would land.
 */
export function useReorder(onMove: (from: number, to: number) => void) {
  const [drag, setDrag] = useState<{ from: number; over: number } | null>(null)

  function onPointerDown(event: PointerEvent<HTMLElement>, from: number) {
    const rows = [...(event.currentTarget.closest('[data-rows]')?.children ?? [])]
    event.currentTarget.setPointerCapture(event.pointerId)
    event.preventDefault()
    event.currentTarget.focus()
    setDrag({ from, over: from })
    const over = ({ clientX: x, clientY: y }: { clientX: number; clientY: number }) => {
      const boxes = rows.map((row) => row.getBoundingClientRect())
      const on = boxes.findIndex((box) => x >= box.left && x < box.right && y >= box.top && y < box.bottom)
      if (on !== -1) return on
      const before = boxes.findIndex((box) => y < box.bottom && x < box.right)
      return before === -1 ? rows.length - 1 : before
    }
    const handle = event.currentTarget
    const moved = (next: globalThis.PointerEvent) => setDrag({ from, over: over(next) })
    const end = (next: globalThis.PointerEvent) => {
      handle.removeEventListener('pointermove', moved)
      handle.removeEventListener('pointerup', end)
      handle.removeEventListener('pointercancel', end)
      setDrag(null)
      const to = over(next)
      if (next.type === 'pointerup' && to !== from) onMove(from, to)
    }
    handle.addEventListener('pointermove', moved)
    handle.addEventListener('pointerup', end)
    handle.addEventListener('pointercancel', end)
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>, from: number, count: number) {
    const step = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }[event.key] ?? 0
    const to = from + step
    if (to === from || to < 0 || to >= count) return
    event.preventDefault()
    const list = event.currentTarget.closest('[data-rows]')
    onMove(from, to)
    // The row has moved: the hand stays on its handle.
    requestAnimationFrame(() => list?.children[to]?.querySelector<HTMLElement>('[data-handle]')?.focus())
  }

  return {
    handle: (from: number, count: number) => ({
      'data-handle': true,
      onPointerDown: (event: PointerEvent<HTMLElement>) => onPointerDown(event, from),
      onKeyDown: (event: KeyboardEvent<HTMLElement>) => onKeyDown(event, from, count),
    }),
    row: (index: number) => ({
      'data-dragged': drag?.from === index || undefined,
      'data-over':
        drag && drag.over === index && drag.from !== index
          ? drag.from < index
            ? 'below'
            : 'above'
          : undefined,
    }),
  }
}
