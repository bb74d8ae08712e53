import '@mantine/core/styles/baseline.css'
import '@mantine/core/styles/default-css-variables.css'
import '@mantine/core/styles/global.css'
import '@mantine/core/styles/UnstyledButton.css'
import '@mantine/core/styles/Button.css'
import '@mantine/core/styles/ActionIcon.css'
import '@mantine/core/styles/CloseButton.css'
import '@mantine/core/styles/Loader.css'
import '@mantine/core/styles/Input.css'
import '@mantine/core/styles/PasswordInput.css'
import '@mantine/core/styles/InlineInput.css'
import '@mantine/core/styles/Radio.css'
import '@mantine/core/styles/ScrollArea.css'
import '@mantine/core/styles/Popover.css'
import '@mantine/core/styles/Combobox.css'
import '@mantine/core/styles/Menu.css'
import '@mantine/core/styles/Checkbox.css'
import '@mantine/core/styles/NumberInput.css'
import '@mantine/core/styles/Pill.css'
import '@mantine/core/styles/PillsInput.css'
import '@mantine/core/styles/SegmentedControl.css'
import '../ui/fonts.css'
import '../ui/tokens.css'
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { askAgain, me } from '../api/questions.ts'
import { cssVariablesResolver, theme } from '../ui/theme.ts'
import { Speaking } from '../ui/words.tsx'
import { makeRouter } from './routes.tsx'

const queries = new QueryClient({ defaultOptions: { queries: { retry: askAgain, staleTime: 10_000 } } })
const router = makeRouter(queries)
hurry()

/** The page brings along who is in; its own code is fetched at once, and not only when she is found to be let in. */
function hurry(): void {
  const first = document.getElementById('first')?.textContent
  if (first && first !== 'null') queries.setQueryData(me.queryKey, JSON.parse(first))
  for (const { routeId } of router.matchRoutes(location.pathname, {})) {
    const { component } = router.routesById[routeId].options
    if (component && 'preload' in component) void component.preload()
  }
}

/** Styles that are made while running carry the page's own nonce: the policy lets in no others. */
function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? ''
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <Speaking>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </Speaking>
    </MantineProvider>
  </StrictMode>,
)
