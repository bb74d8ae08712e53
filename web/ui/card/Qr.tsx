import { encode } from 'uqr'

/** A QR code as one path; always near-black on white, whatever surrounds it: scanners need the contrast. */
export function Qr({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: 0 })
  return (
    <svg viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges" role="img" aria-label={label}>
      <path d={runs(data)} fill="#0A1211" />
    </svg>
  )
}

/** The dark modules, a rectangle for each run of a row. */
function runs(rows: readonly (readonly boolean[])[]): string {
  let path = ''
  for (const [y, row] of rows.entries()) {
    for (let x = 0; x < row.length; x += 1) {
      if (!row[x]) continue
      const from = x
      while (row[x + 1]) x += 1
      const width = x - from + 1
      path += `M${from} ${y}h${width}v1h-${width}z`
    }
  }
  return path
}
