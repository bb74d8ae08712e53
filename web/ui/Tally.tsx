/** The sign of Regulars: four strokes and a slash, as one counts regulars on a slate. */
export function Tally({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" strokeLinecap="round" aria-hidden="true">
      <path d="M8 6v20M13.5 6v20M19 6v20M24.5 6v20" stroke="var(--ink)" strokeWidth="2.8" />
      <path d="M3 22 29.5 10" stroke="var(--honey)" strokeWidth="2.8" />
    </svg>
  )
}
