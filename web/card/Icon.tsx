/** The few signs of the card, outlined; each beside its word. Drawn after Tabler (MIT). */
const paths = {
  card: 'M3 6.500A2.500 2.500 0 0 1 5.500 4h13A2.500 2.500 0 0 1 21 6.500v11a2.500 2.500 0 0 1-2.500 2.500h-13A2.500 2.500 0 0 1 3 17.500zM7 8.500h4v4H7zM14.500 8.500h2.500M14.500 12H17M7 16h10',
  rewards:
    'M4 8h16v4H4zM12 8v13M19 12v7a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2v-7M7.500 8a2.500 2.500 0 0 1 0-5C9.500 3 11 5 12 8c1-3 2.500-5 4.500-5a2.500 2.500 0 0 1 0 5',
  history: 'M12 8v4l2 2M3.050 11a9 9 0 1 1 .5 4M3 20v-5h5',
  me: 'M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM6 21v-2a4 4 0 0 1 4-4h4a4 4 0 0 1 4 4v2',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3 3',
  medal:
    'M9 3v6M12 3v7M15 3v6M12 10.500l1.600 3.200 3.400.5-2.500 2.400.6 3.400-3.100-1.600L8.900 20l.6-3.400L7 14.200l3.400-.5z',
  phone: 'M8 3h8a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zM11 5h2M12 17.500v.01',
  wallet:
    'M17 8V5a1 1 0 0 0-1-1H6a2 2 0 0 0 0 4h12a1 1 0 0 1 1 1v3M19 16v3a1 1 0 0 1-1 1H6a2 2 0 0 1-2-2V6M20 12v4h-4a2 2 0 0 1 0-4z',
} as const
export type IconName = keyof typeof paths

export function Icon({ of, size = 24 }: { of: IconName; size?: number }) {
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
      <path d={paths[of]} />
    </svg>
  )
}
