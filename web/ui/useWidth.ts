import { type RefObject, useEffect, useState } from 'react'

/** As wide as it is given room: drawn anew when that changes, so that strokes keep their weight. */
export function useWidth(box: RefObject<SVGSVGElement | null>): number {
  const [width, setWidth] = useState(240)
  useEffect(() => {
    const node = box.current
    if (!node) return
    const watch = new ResizeObserver(([entry]) => setWidth(Math.max(80, entry!.contentRect.width)))
    watch.observe(node)
    return () => watch.disconnect()
  }, [box])
  return width
}
