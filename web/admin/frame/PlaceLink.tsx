import { Link } from '@tanstack/react-router'
import { useWords } from '../../ui/words.tsx'
import type { Place } from '../places.ts'

interface Props {
  place: Place
  className: string
  size: number
}

export function PlaceLink({ place: { to, word, Icon, outside }, className, size }: Props) {
  const { say } = useWords()
  const sign = (
    <>
      <Icon size={size} stroke={1.75} aria-hidden="true" />
      <span>{say(word)}</span>
    </>
  )
  if (outside)
    return (
      <a href={to} className={className}>
        {sign}
      </a>
    )
  return (
    <Link to={to} className={className} activeOptions={{ exact: to === '/' }}>
      {sign}
    </Link>
  )
}
