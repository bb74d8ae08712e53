import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  type ErrorComponentProps,
  redirect,
} from '@tanstack/react-router'
import { Problem, workIn } from '../api/api.ts'
import { me } from '../api/questions.ts'
import { FirstPage } from './door/FirstPage.tsx'
import { InvitationPage } from './door/InvitationPage.tsx'
import { SignInPage } from './door/SignInPage.tsx'
import { HomePage } from './home/HomePage.tsx'
import { Inside } from './Inside.tsx'
import { KeysPage } from './keys/KeysPage.tsx'
import { Failed, Lost } from './Lost.tsx'
import { MePage } from './me/MePage.tsx'
import { seatOf } from './seat.ts'
import { StaffPage } from './staff/StaffPage.tsx'

// The table of contents of the back office. Before `inside` nobody needs to be signed in.

const root = createRootRouteWithContext<{ queries: QueryClient }>()()

const signIn = createRoute({ getParentRoute: () => root, path: '/sign-in', component: SignInPage })
const first = createRoute({ getParentRoute: () => root, path: '/setup', component: FirstPage })
const invited = createRoute({ getParentRoute: () => root, path: '/setup/$token', component: InvitationPage })

const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: Inside,
  async beforeLoad({ context }) {
    const person = await context.queries.ensureQueryData(me).catch((error: unknown) => {
      if (error instanceof Problem && error.status === 401) throw redirect({ to: '/sign-in' })
      throw error
    })
    const seat = seatOf(person)
    if (seat) workIn(seat.businessId)
  },
})
const home = createRoute({ getParentRoute: () => inside, path: '/', component: HomePage })
const staff = createRoute({ getParentRoute: () => inside, path: '/staff', component: StaffPage })
const keys = createRoute({ getParentRoute: () => inside, path: '/keys', component: KeysPage })
const myself = createRoute({ getParentRoute: () => inside, path: '/me', component: MePage })

const tree = root.addChildren([signIn, first, invited, inside.addChildren([home, staff, keys, myself])])

export function makeRouter(queries: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { queries },
    defaultNotFoundComponent: Lost,
    defaultErrorComponent: ({ error, reset }: ErrorComponentProps) => <Failed error={error} again={reset} />,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
