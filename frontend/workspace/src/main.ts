import '@design/tokens.css'
import './app/styles/base.css'
import './app/styles/parts.css'
import './app/styles/element.css'
import urql from '@urql/vue'
import { createApp } from 'vue'
import App from './app/App.vue'
import { applyStoredLocale, i18n } from './app/i18n'
import { createWorkspaceRouter, signInPlace } from './app/router'
import { applyStoredTheme } from './app/theme'
import { createApi, type Api } from './shared/api/client'
import { createSession, SESSION } from './shared/session/viewer'

applyStoredTheme()

const session = createSession((): Api => api)
const router = createWorkspaceRouter(session)
const api = createApi(() => {
  if (!session.viewer.value) return
  session.forget()
  void router.push(signInPlace(router.currentRoute.value, 'ended'))
})

async function start(): Promise<void> {
  await applyStoredLocale()
  createApp(App).use(i18n).use(urql, api.client).use(router).provide(SESSION, session).mount('#app')
}

void start()
