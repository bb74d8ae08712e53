import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  type ErrorComponentProps,
  lazyRouteComponent as page,
  redirect,
} from '@tanstack/react-router'
import { Problem, workIn } from '../api/api.ts'
import type { InsightWish } from '../api/insights.ts'
import { look as lookQuestion } from '../api/looks.ts'
import { business, me } from '../api/questions.ts'
import { readAddress } from './customers/address.ts'
import { Inside } from './Inside.tsx'
import { readWish } from './insight/wish.ts'
import { Failed, Lost } from './Lost.tsx'
import { readPurchaseAddress } from './purchases/address.ts'
import { seatOf } from './seat.ts'
import { readImportAddress, readJournalAddress } from './settings/addresses.ts'
import { inForce } from './setup/draft.ts'

// The table of contents of the back office. Before `inside` nobody needs to be signed in. Each page is a file of its
// own for the browser, too: it comes when somebody goes there.

const root = createRootRouteWithContext<{ queries: QueryClient }>()()

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: page(() => import('./door/SignInPage.tsx'), 'SignInPage'),
})
const forgot = createRoute({
  getParentRoute: () => root,
  path: '/forgot-password',
  component: page(() => import('./door/ForgotPage.tsx'), 'ForgotPage'),
})
const newPassword = createRoute({
  getParentRoute: () => root,
  path: '/new-password',
  component: page(() => import('./door/NewPasswordPage.tsx'), 'NewPasswordPage'),
})
const first = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: page(() => import('./setup/FirstPage.tsx'), 'FirstPage'),
})
const invited = createRoute({
  getParentRoute: () => root,
  path: '/setup/$token',
  component: page(() => import('./door/InvitationPage.tsx'), 'InvitationPage'),
})

const further = createRoute({
  getParentRoute: () => root,
  path: '/businesses/new',
  beforeLoad: ({ context }) => comeIn(context.queries),
  component: page(() => import('./setup/FurtherPage.tsx'), 'FurtherPage'),
})

// The set-up: somebody is in, but not inside yet.
const setup = createRoute({
  getParentRoute: () => root,
  id: 'setting-up',
  component: page(() => import('./setup/SettingUp.tsx'), 'SettingUp'),
  beforeLoad: ({ context }) => comeIn(context.queries),
  loader: ({ context }) => previewed(context.queries),
})
const setupSteps = [
  createRoute({
    getParentRoute: () => setup,
    path: '/setup/shop',
    component: page(() => import('./setup/ShopStep.tsx'), 'ShopStep'),
  }),
  createRoute({
    getParentRoute: () => setup,
    path: '/setup/look',
    component: page(() => import('./setup/LookStep.tsx'), 'LookStep'),
  }),
  createRoute({
    getParentRoute: () => setup,
    path: '/setup/programme',
    component: page(() => import('./setup/ProgrammeStep.tsx'), 'ProgrammeStep'),
  }),
  createRoute({
    getParentRoute: () => setup,
    path: '/setup/team',
    component: page(() => import('./setup/TeamStep.tsx'), 'TeamStep'),
  }),
  createRoute({
    getParentRoute: () => setup,
    path: '/setup/done',
    component: page(() => import('./setup/DoneStep.tsx'), 'DoneStep'),
  }),
]

const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: Inside,
  beforeLoad: ({ context }) => comeIn(context.queries),
})
const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  component: page(() => import('./home/HomePage.tsx'), 'HomePage'),
})
const customers = createRoute({
  getParentRoute: () => inside,
  path: '/customers',
  validateSearch: readAddress,
  component: page(() => import('./customers/CustomersPage.tsx'), 'CustomersPage'),
})
const newCustomer = createRoute({
  getParentRoute: () => inside,
  path: '/customers/new',
  component: page(() => import('./customers/NewPage.tsx'), 'NewPage'),
})
const duplicates = createRoute({
  getParentRoute: () => inside,
  path: '/customers/duplicates',
  validateSearch: ({ one, other }: Record<string, unknown>): { one?: string; other?: string } => ({
    ...(typeof one === 'string' ? { one } : {}),
    ...(typeof other === 'string' ? { other } : {}),
  }),
  component: page(() => import('./customers/duplicates/DuplicatesPage.tsx'), 'DuplicatesPage'),
})
const profile = createRoute({
  getParentRoute: () => inside,
  path: '/customers/$id',
  validateSearch: readAddress,
  component: page(() => import('./customers/profile/ProfilePage.tsx'), 'ProfilePage'),
})
const programme = createRoute({
  getParentRoute: () => inside,
  path: '/programme',
  component: page(() => import('./programme/ProgrammePage.tsx'), 'ProgrammePage'),
})
const versions = createRoute({
  getParentRoute: () => inside,
  path: '/programme/versions',
  component: page(() => import('./programme/VersionsPage.tsx'), 'VersionsPage'),
})
const purchases = createRoute({
  getParentRoute: () => inside,
  path: '/purchases',
  validateSearch: readPurchaseAddress,
  component: page(() => import('./purchases/PurchasesPage.tsx'), 'PurchasesPage'),
})
const rewards = createRoute({
  getParentRoute: () => inside,
  path: '/rewards',
  component: page(() => import('./rewards/RewardsPage.tsx'), 'RewardsPage'),
})
const redemptions = createRoute({
  getParentRoute: () => inside,
  path: '/rewards/redemptions',
  component: page(() => import('./rewards/RedemptionsPage.tsx'), 'RedemptionsPage'),
})
const vouchers = createRoute({
  getParentRoute: () => inside,
  path: '/vouchers',
  component: page(() => import('./rewards/vouchers/VouchersPage.tsx'), 'VouchersPage'),
})
const giftCards = createRoute({
  getParentRoute: () => inside,
  path: '/gift-cards',
  component: page(() => import('./rewards/gift-cards/GiftCardsPage.tsx'), 'GiftCardsPage'),
})
const insight = createRoute({
  getParentRoute: () => inside,
  path: '/insight',
  validateSearch: readWish,
  component: page(() => import('./insight/OverviewPage.tsx'), 'OverviewPage'),
})
const insightRetention = createRoute({
  getParentRoute: () => inside,
  path: '/insight/retention',
  validateSearch: readWish,
  component: page(() => import('./insight/RetentionPage.tsx'), 'RetentionPage'),
})
const insightValue = createRoute({
  getParentRoute: () => inside,
  path: '/insight/value',
  validateSearch: readWish,
  component: page(() => import('./insight/value/ValuePage.tsx'), 'ValuePage'),
})
const insightPeople = createRoute({
  getParentRoute: () => inside,
  path: '/insight/people',
  validateSearch: (search: Record<string, unknown>): InsightWish & { kind: string; cell: string } => ({
    ...readWish(search),
    kind: typeof search.kind === 'string' ? search.kind : 'slipping',
    cell: typeof search.cell === 'string' || typeof search.cell === 'number' ? String(search.cell) : 'yes',
  }),
  component: page(() => import('./insight/PeoplePage.tsx'), 'PeoplePage'),
})
const insightLadder = createRoute({
  getParentRoute: () => inside,
  path: '/insight/ladder',
  validateSearch: readWish,
  component: page(() => import('./insight/LadderPage.tsx'), 'LadderPage'),
})
const insightMoney = createRoute({
  getParentRoute: () => inside,
  path: '/insight/money',
  validateSearch: ({ months }: Record<string, unknown>): { months?: '24' | 'all' } =>
    months === 'all' || String(months) === '24' ? { months: months === 'all' ? 'all' : '24' } : {},
  component: page(() => import('./insight/money/MoneyPage.tsx'), 'MoneyPage'),
})
const insightSimulator = createRoute({
  getParentRoute: () => inside,
  path: '/insight/simulator',
  component: page(() => import('./insight/simulator/SimulatorPage.tsx'), 'SimulatorPage'),
})
const insightCampaign = createRoute({
  getParentRoute: () => inside,
  path: '/insight/campaign',
  component: page(() => import('./insight/campaign/CampaignPage.tsx'), 'CampaignPage'),
})
const insightPages = [
  ...[insight, insightRetention, insightValue, insightPeople, insightLadder],
  ...[insightMoney, insightSimulator, insightCampaign],
] as const
const staff = createRoute({
  getParentRoute: () => inside,
  path: '/settings/staff',
  validateSearch: (search): { invite?: boolean } => (search.invite === true ? { invite: true } : {}),
  component: page(() => import('./staff/StaffPage.tsx'), 'StaffPage'),
})
const keys = createRoute({
  getParentRoute: () => inside,
  path: '/settings/keys',
  validateSearch: (search): { make?: boolean } => (search.make === true ? { make: true } : {}),
  component: page(() => import('./keys/KeysPage.tsx'), 'KeysPage'),
})
const settingsBusiness = createRoute({
  getParentRoute: () => inside,
  path: '/settings/business',
  component: page(() => import('./settings/business/BusinessPage.tsx'), 'BusinessPage'),
})
const settingsLocations = createRoute({
  getParentRoute: () => inside,
  path: '/settings/locations',
  component: page(() => import('./settings/locations/LocationsPage.tsx'), 'LocationsPage'),
})
const settingsCounter = createRoute({
  getParentRoute: () => inside,
  path: '/settings/counter',
  component: page(() => import('./settings/counter/CounterPage.tsx'), 'CounterPage'),
})
const settingsWallet = createRoute({
  getParentRoute: () => inside,
  path: '/settings/wallet',
  component: page(() => import('./settings/wallet/WalletPage.tsx'), 'WalletPage'),
})
const settingsNotTaken = createRoute({
  getParentRoute: () => inside,
  path: '/settings/not-taken',
  component: page(() => import('./settings/counter/NotTakenPage.tsx'), 'NotTakenPage'),
})
const settingsQuestions = createRoute({
  getParentRoute: () => inside,
  path: '/settings/questions',
  component: page(() => import('./settings/questions/QuestionsPage.tsx'), 'QuestionsPage'),
})
const imports = createRoute({
  getParentRoute: () => inside,
  path: '/settings/imports',
  validateSearch: readImportAddress,
  component: page(() => import('./imports/ImportsPage.tsx'), 'ImportsPage'),
})
const settingsExports = createRoute({
  getParentRoute: () => inside,
  path: '/settings/exports',
  component: page(() => import('./settings/exports/ExportsPage.tsx'), 'ExportsPage'),
})
const settingsJournal = createRoute({
  getParentRoute: () => inside,
  path: '/settings/journal',
  validateSearch: readJournalAddress,
  component: page(() => import('./settings/journal/JournalPage.tsx'), 'JournalPage'),
})
const look = createRoute({
  getParentRoute: () => inside,
  path: '/settings/look',
  loader: ({ context }) => previewed(context.queries),
  component: page(() => import('./look/LookPage.tsx'), 'LookPage'),
})
const settings = createRoute({
  getParentRoute: () => inside,
  path: '/settings',
  component: page(() => import('./settings/SettingsPage.tsx'), 'SettingsPage'),
})
const myself = createRoute({
  getParentRoute: () => inside,
  path: '/me',
  component: page(() => import('./me/MePage.tsx'), 'MePage'),
})

const tree = root.addChildren([
  signIn,
  forgot,
  newPassword,
  first,
  invited,
  further,
  setup.addChildren(setupSteps),
  inside.addChildren([
    home,
    ...insightPages,
    customers,
    newCustomer,
    duplicates,
    profile,
    programme,
    versions,
    purchases,
    rewards,
    redemptions,
    vouchers,
    giftCards,
    settings,
    settingsBusiness,
    settingsLocations,
    settingsCounter,
    settingsWallet,
    settingsNotTaken,
    settingsQuestions,
    imports,
    settingsExports,
    settingsJournal,
    look,
    staff,
    keys,
    myself,
  ]),
])

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

/** Who is in works in her seat's business; nobody gets past the door otherwise. */
async function comeIn(queries: QueryClient): Promise<void> {
  const person = await queries.ensureQueryData(me).catch((error: unknown) => {
    if (error instanceof Problem && error.status === 401) throw redirect({ to: '/sign-in' })
    throw error
  })
  const seat = seatOf(person)
  if (seat) workIn(seat.businessId)
}

/** What every preview shows is there before the page is: the one before stays until then. */
async function previewed(queries: QueryClient): Promise<void> {
  await Promise.all([
    queries.ensureQueryData(business),
    queries.ensureQueryData(lookQuestion),
    queries.ensureQueryData(inForce),
  ])
}
