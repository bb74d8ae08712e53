import type { StampShape } from './look.ts'

/** Solid shapes of 24 × 24: what a rubber stamp would print. */
const prints: Record<Exclude<StampShape, 'logo'>, string> = {
  cup: 'M4 8h12.4a1 1 0 0 1 1 1v.6h.9a3.4 3.4 0 0 1 0 6.8h-1.5A6 6 0 0 1 11.4 20H9a6 6 0 0 1-6-6V9a1 1 0 0 1 1-1zm13.4 3.4v2.6c0 .2 0 .4-.1.6h1a1.6 1.6 0 0 0 0-3.2zM7.2 2.2c.9 1.2.9 2.3 0 3.5a.7.7 0 0 1-1.1-.8c.5-.7.5-1.2 0-1.9a.7.7 0 0 1 1.1-.8zm3.6 0c.9 1.2.9 2.3 0 3.5a.7.7 0 0 1-1.1-.8c.5-.7.5-1.2 0-1.9a.7.7 0 0 1 1.1-.8zm3.6 0c.9 1.2.9 2.3 0 3.5a.7.7 0 0 1-1.1-.8c.5-.7.5-1.2 0-1.9a.7.7 0 0 1 1.1-.8z',
  scissors:
    'M6.5 3a3.5 3.5 0 0 1 3.1 5.1l2.4 2.4 6.9-6.9a1.2 1.2 0 0 1 1.7 1.7L9.6 15.9a3.5 3.5 0 1 1-1.7-1.7l2.4-2.2-2.4-2.2A3.5 3.5 0 1 1 6.5 3zm0 2a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3zm0 11a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3zm7.2-2.3 1.7-1.7 5.2 5.2a1.2 1.2 0 0 1-1.7 1.7z',
  leaf: 'M21 3v2c0 9.6-5.4 13.5-11.5 13.5H6.9c-.2.8-.3 1.6-.4 2.2a1 1 0 1 1-2-.2c.2-1 .3-2 .6-2.9C3.7 16 3 14.300 3 12.800 3 6.900 7.300 3 17 3zM13.600 8.900C10.400 10.200 7.900 12.100 6.400 15l-.6 1.500H7.500c1-2.500 3-4.400 6.900-5.800a.95.95 0 1 0-.8-1.800z',
  bag: 'M8 8V7a4 4 0 1 1 8 0v1h2.300a1 1 0 0 1 1 .9l1 10.700a2.200 2.200 0 0 1-2.200 2.400H5.900a2.200 2.200 0 0 1-2.200-2.400l1-10.700a1 1 0 0 1 1-.9zm1.900 0h4.200V7a2.100 2.100 0 1 0-4.200 0z',
  bed: 'M3 5a1 1 0 0 1 1 1v6.500h7V8a1 1 0 0 1 1-1h7a3 3 0 0 1 3 3v8.500a1 1 0 0 1-2 0V16H4v2.500a1 1 0 0 1-2 0V6a1 1 0 0 1 1-1zm4.500 2.300a2.200 2.200 0 1 1 0 4.400 2.200 2.200 0 0 1 0-4.400z',
  star: 'M8.2 7.300l-6.300.9a1 1 0 0 0-.6 1.700l4.600 4.500-1.100 6.400a1 1 0 0 0 1.500 1L12 18.800l5.700 3a1 1 0 0 0 1.500-1l-1.100-6.400 4.600-4.500a1 1 0 0 0-.6-1.700l-6.300-.9-2.900-5.800a1 1 0 0 0-1.800 0z',
}

/** What a customer gets, in outline: beside the words that say it. */
const outlines = {
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
