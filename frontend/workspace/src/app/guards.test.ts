import { describe, expect, it } from 'vitest'
import { createMemoryHistory } from 'vue-router'
import { shallowRef } from 'vue'
import { safeNext } from '@/shared/session/places'
import type { Need, Standing } from '@/shared/session/rights'
import type { SessionState, Viewer } from '@/shared/session/viewer'
import { signInPlace, verdict } from './guards'
import { createWorkspaceRouter } from './router'

type Kind = 'ENTERPRISE' | 'PROVIDER'

function member(kind: Kind, memberRole: Viewer['memberRole'] = 'OWNER'): Viewer {
  return {
    id: 'acc_1',
    email: 'a@example.com',
    displayName: '甲',
    role: 'MEMBER',
    memberRole,
    isEmailConfirmed: true,
    mustSetUpSecondFactor: false,
    organisation: { id: 'org_1', name: '某厂', kind, standing: 'ACTIVE', creditCode: null, region: null },
  }
}
const officer = (role: Viewer['role']): Viewer => ({
  ...member('ENTERPRISE'),
  role,
  memberRole: null,
  organisation: null,
})

describe('who may open what', () => {
  const people: Record<string, Standing | null> = {
    visitor: null,
    enterprise: member('ENTERPRISE'),
    provider: member('PROVIDER'),
    moderator: officer('MODERATOR'),
    buyersViewer: member('ENTERPRISE', 'VIEWER'),
    biddersEditor: member('PROVIDER', 'EDITOR'),
    system: officer('SYSTEM_ADMINISTRATOR'),
    security: officer('SECURITY_ADMINISTRATOR'),
    audit: officer('AUDIT_ADMINISTRATOR'),
  }
  const table: [Need, string[]][] = [
    [
      'signedIn',
      ['enterprise', 'buyersViewer', 'provider', 'biddersEditor', 'moderator', 'system', 'security', 'audit'],
    ],
    ['member', ['enterprise', 'buyersViewer', 'provider', 'biddersEditor']],
    ['enterprise', ['enterprise', 'buyersViewer']],
    ['enterpriseEditor', ['enterprise']],
    ['provider', ['provider', 'biddersEditor']],
    ['providerEditor', ['provider', 'biddersEditor']],
    ['moderator', ['moderator']],
    ['textReader', ['enterprise', 'buyersViewer', 'provider', 'biddersEditor', 'moderator']],
    ['systemAdministrator', ['system']],
    ['securityAdministrator', ['security']],
    ['auditAdministrator', ['audit']],
    ['appointing', ['system', 'security']],
    ['keyHolder', ['enterprise', 'provider', 'system']],
  ]
  it.each(table)('%s', (need, allowed) => {
    for (const [name, person] of Object.entries(people)) {
      const wanted = person === null ? 'signIn' : allowed.includes(name) ? 'open' : 'refused'
      expect(verdict(need, person), name).toBe(wanted)
    }
  })

  it('leaves open pages open', () => {
    expect(verdict(undefined, null)).toBe('open')
  })
})

it('goes on only to places inside the workspace', () => {
  expect(safeNext('/demands/new?x=1')).toBe('/demands/new?x=1')
  for (const bad of [undefined, '', 'https://evil.example', '//evil.example', '/\\evil', ['/a']]) {
    expect(safeNext(bad)).toBe('/')
  }
})

it('keeps the place when asking to sign in', () => {
  expect(signInPlace({ fullPath: '/bids/new?demand=dem_1', name: 'bidNew' }, 'ended')).toEqual({
    name: 'signIn',
    query: { next: '/bids/new?demand=dem_1', reason: 'ended' },
  })
  expect(signInPlace({ fullPath: '/', name: 'overview' })).toEqual({ name: 'signIn', query: {} })
})

describe('the router', () => {
  function sessionOf(viewer: Viewer | null): SessionState {
    const known = async (): Promise<Viewer | null> => viewer
    return {
      viewer: shallowRef(viewer),
      load: known,
      known,
      begin: known,
      signOut: async () => undefined,
      forget: () => undefined,
    }
  }
  async function arrive(viewer: Viewer | null, path: string): Promise<string> {
    const router = createWorkspaceRouter(sessionOf(viewer), createMemoryHistory('/workspace/'), true)
    await router.push(path)
    return router.currentRoute.value.fullPath
  }

  it('sends visitors to sign in and remembers where they wanted to go', async () => {
    expect(await arrive(null, '/moderation?state=WAITING')).toBe(
      '/sign-in?next=/moderation?state=WAITING',
    )
  })

  it('shows a refusal in place, so that the address stays', async () => {
    const router = createWorkspaceRouter(sessionOf(member('PROVIDER')), createMemoryHistory('/workspace/'), true)
    await router.push('/moderation')
    expect(router.currentRoute.value.fullPath).toBe('/moderation')
    expect(router.currentRoute.value.meta.verdict).toBe('refused')
  })

  it('takes people who are signed in past the sign-in page', async () => {
    expect(await arrive(member('ENTERPRISE'), '/sign-in?next=/demands/new')).toBe('/demands/new')
    expect(await arrive(member('ENTERPRISE'), '/register')).toBe('/')
  })

  it('knows when there is no such page', async () => {
    const router = createWorkspaceRouter(sessionOf(null), createMemoryHistory('/workspace/'), true)
    await router.push('/nowhere')
    expect(router.currentRoute.value.name).toBe('notFound')
  })
})
