/** One line on a terminal that is written over as work goes on, and wiped when it is done; nothing elsewhere. */
export interface Meter {
  show(text: string): void
  wipe(): void
}

const EVERY_MS = 100

export function meter(): Meter {
  const terminal = process.stderr
  let last = 0
  if (!terminal.isTTY) return { show: () => undefined, wipe: () => undefined }
  return {
    show(text) {
      const now = performance.now()
      if (now - last < EVERY_MS) return
      last = now
      terminal.write(`\r\x1b[K${text.slice(0, (terminal.columns ?? 80) - 1)}`)
    },
    wipe: () => void terminal.write('\r\x1b[K'),
  }
}

/** `▓▓▓▓░░░░` of so many parts. */
export function bar(done: number, of: number): string {
  const width = 24
  const full = of === 0 ? width : Math.min(width, Math.round((done / of) * width))
  return '▓'.repeat(full) + '░'.repeat(width - full)
}

const units = ['B', 'kB', 'MB', 'GB', 'TB']

/** `12.3 MB`. */
export function size(bytes: number): string {
  let value = bytes
  let unit = 0
  for (; value >= 1000 && unit < units.length - 1; unit += 1) value /= 1000
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`
}
