import { prints } from '../../../server/looks/prints.ts'
import type { StampShape } from './look.ts'

/** What a customer gets, in outline: beside the words that say it. */
export const outlines = {
  cup: 'M5 9h11v5a4 4 0 0 1-4 4H9a4 4 0 0 1-4-4zM16 10h1.500a2.500 2.500 0 0 1 0 5H16M8.500 3.500q1 1.200 0 2.500M12 3.500q1 1.200 0 2.500M4 21h13',
  cookie:
    'M20.900 12.400A9 9 0 1 1 11.600 3a3.500 3.500 0 0 0 3 4.200 3.300 3.300 0 0 0 3.300 4 3.500 3.500 0 0 0 3 1.200zM8.500 9.500v.01M8 14.500v.01M12.500 12v.01M12.500 16.500v.01M16 15v.01',
  cake: 'M3 20h18v-7a2 2 0 0 0-2-2H5a2 2 0 0 0-2 2zM3 15.500q2.250 2 4.500 0t4.500 0 4.500 0 4.500 0M12 4v.01M12 7.500V11',
  scissors:
    'M6 9a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM6 21a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM8.500 8.500 20 20M8.500 15.500 20 4',
  leaf: 'M5 20c.5-5 3-9 8-11M6.500 17H10C16 17 20 13 20 4h-4C8 4 4.500 8 4.500 12c0 2 .7 3.500 2 5z',
  bag: 'M6 8h12l1.200 11a2 2 0 0 1-2 2H6.800a2 2 0 0 1-2-2zM9 8V7a3 3 0 0 1 6 0v1',
  bed: 'M3 6v13M3 16h18M21 19v-7a3 3 0 0 0-3-3h-7v7M7 13a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  star: 'M12 17.500 6.200 20.600l1.100-6.500L2.600 9.500l6.500-.9L12 2.700l2.900 5.900 6.500.9-4.700 4.600 1.100 6.500z',
  gift: 'M4 8h16v4H4zM12 8v13M19 12v7a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2v-7M7.500 8a2.500 2.500 0 0 1 0-5C9.500 3 11 5 12 8c1-3 2.500-5 4.500-5a2.500 2.500 0 0 1 0 5',
  percent: 'M17 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM7 9a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM6 18 18 6',
  again: 'M20 11A8 8 0 0 0 5.500 7.500M4 4.500v4h4M4 13a8 8 0 0 0 14.500 3.500M20 19.500v-4h-4',
} as const
export type Outline = keyof typeof outlines

export function isOutline(name: string): name is Outline {
  return Object.hasOwn(outlines, name)
}

/** A solid shape in the colour of its text; a business's own logo comes as a mask of its picture. */
export function Print({
  shape,
  logo,
  size = 24,
}: {
  shape: StampShape
  logo?: string | null
  size?: number
}) {
  if (shape === 'logo' && logo) {
    const mask = `url("${logo}") center / contain no-repeat`
    return (
      <span
        aria-hidden="true"
        style={{ display: 'block', width: size, height: size, background: 'currentColor', mask }}
      />
    )
  }
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="currentColor" aria-hidden="true">
      <path d={prints[shape === 'logo' ? 'star' : shape]} fillRule="evenodd" />
    </svg>
  )
}

/** An outline in the colour of its text. */
export function Line({ of, size = 20 }: { of: Outline; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={outlines[of]} />
    </svg>
  )
}
