// In a layer, so that what the house says of a part always counts, whichever file comes first.
import '@mantine/core/styles/baseline.layer.css'
import '@mantine/core/styles/default-css-variables.layer.css'
import '@mantine/core/styles/global.layer.css'
import '@mantine/core/styles/UnstyledButton.layer.css'
import '@mantine/core/styles/Button.layer.css'
import '@mantine/core/styles/ActionIcon.layer.css'
import '@mantine/core/styles/CloseButton.layer.css'
import '@mantine/core/styles/Loader.layer.css'
import '@mantine/core/styles/Input.layer.css'
import '@mantine/core/styles/PasswordInput.layer.css'
import '@mantine/core/styles/InlineInput.layer.css'
import '@mantine/core/styles/Radio.layer.css'
import '@mantine/core/styles/ScrollArea.layer.css'
import '@mantine/core/styles/Popover.layer.css'
import '@mantine/core/styles/Combobox.layer.css'
import '@mantine/core/styles/Menu.layer.css'
import '@mantine/core/styles/Checkbox.layer.css'
import '@mantine/core/styles/NumberInput.layer.css'
import '@mantine/core/styles/Pill.layer.css'
import '@mantine/core/styles/PillsInput.layer.css'
import '@mantine/core/styles/SegmentedControl.layer.css'
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
