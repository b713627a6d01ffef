import type { Component } from 'vue'
import type { RouteRecordRaw } from 'vue-router'
import type { Need } from '@/shared/session/rights'

declare module 'vue-router' {
  interface RouteMeta {
    /** What the page asks of the person; absent for pages open to everybody. */
    needs?: Need
    /** Set by the guard; the layout shows the refusal in place of the page. */
    verdict?: 'open' | 'refused'
    /** Pages that make sense only while nobody is signed in. */
    visitorsOnly?: boolean
    /** The entry of the navigation that is lit. */
    section?: string
  }
}

type Load = () => Promise<{ default: Component }>

function page(name: string, path: string, component: Load, meta: RouteRecordRaw['meta']): RouteRecordRaw {
  return { name, path, component, meta }
}

export const routes: RouteRecordRaw[] = [
  page('overview', '/', () => import('./overview/OverviewPage.vue'), {
    needs: 'signedIn',
    section: 'overview',
  }),
  page('signIn', '/sign-in', () => import('@/features/sessions/SignInPage.vue'), { visitorsOnly: true }),
  page('register', '/register', () => import('@/features/sessions/RegisterPage.vue'), {
    visitorsOnly: true,
  }),
  page('confirmAddress', '/confirm-address', () => import('@/features/registrations/ConfirmAddressPage.vue'), {}),
  page('acceptInvitation', '/accept-invitation', () => import('@/features/members/AcceptInvitationPage.vue'), {}),
  page('members', '/members', () => import('@/features/members/MembersPage.vue'), {
    needs: 'signedIn',
    section: 'members',
  }),
  page('registration', '/registration', () => import('@/features/registrations/RegistrationPage.vue'), {
    needs: 'member',
    section: 'registration',
  }),
  page('demands', '/demands', () => import('@/features/demands/DemandListPage.vue'), {
    needs: 'member',
    section: 'demands',
  }),
  page('demandNew', '/demands/new', () => import('@/features/demands/DemandNewPage.vue'), {
    needs: 'enterpriseEditor',
    section: 'demandNew',
  }),
  // In the practice hall whoever acts for an organisation posts.
  page('practiceNew', '/practice/new', () => import('@/features/demands/DemandNewPage.vue'), {
    needs: 'member',
    section: 'demands',
  }),
  page('demand', '/demands/:id', () => import('@/features/demands/DemandPage.vue'), {
    needs: 'member',
    section: 'demands',
  }),
  page('demandMend', '/demands/:id/mend', () => import('@/features/demands/DemandMendPage.vue'), {
    needs: 'enterprise',
    section: 'demands',
  }),
  page('auction', '/auctions/:id', () => import('@/features/auctions/AuctionPage.vue'), {
    needs: 'member',
    section: 'demands',
  }),
  page('demandAmend', '/demands/:id/amend', () => import('@/features/demands/DemandAmendPage.vue'), {
    needs: 'member',
    section: 'demands',
  }),
  page('demandEvaluation', '/demands/:id/evaluation', () => import('@/features/evaluation/EvaluationPage.vue'), {
    needs: 'member',
    section: 'demands',
  }),
  page('sharedDemands', '/demands/shared', () => import('@/features/demands/SharedDemandsPage.vue'), {
    needs: 'enterprise',
    section: 'sharedDemands',
  }),
  page('demandAsk', '/demands/:id/ask', () => import('@/features/bids/QuestionNewPage.vue'), {
    needs: 'providerEditor',
    section: 'bids',
  }),
  page('bids', '/bids', () => import('@/features/bids/BidListPage.vue'), {
    needs: 'provider',
    section: 'bids',
  }),
  page('bidNew', '/bids/new', () => import('@/features/bids/BidNewPage.vue'), {
    needs: 'providerEditor',
    section: 'bids',
  }),
  page('bid', '/bids/:id', () => import('@/features/evaluation/OutcomePage.vue'), {
    needs: 'provider',
    section: 'bids',
  }),
  page('contracts', '/contracts', () => import('@/features/contracts/ContractListPage.vue'), {
    needs: 'member',
    section: 'contracts',
  }),
  page('disputedContracts', '/contracts/disputed', () => import('@/features/contracts/ContractListPage.vue'), {
    needs: 'moderator',
    section: 'disputedContracts',
  }),
  page('contract', '/contracts/:id', () => import('@/features/contracts/ContractPage.vue'), {
    needs: 'textReader',
    section: 'contracts',
  }),
  page('contractTerms', '/contracts/:id/terms', () => import('@/features/contracts/ContractTermsPage.vue'), {
    needs: 'enterpriseEditor',
    section: 'contracts',
  }),
  page('alerts', '/alerts', () => import('@/features/alerts/AlertsPage.vue'), {
    needs: 'member',
    section: 'alerts',
  }),
  page('provider', '/provider', () => import('@/features/provider/ProviderPage.vue'), {
    needs: 'provider',
    section: 'provider',
  }),
  page('shortlists', '/shortlists', () => import('@/features/shortlists/ShortlistsPage.vue'), {
    needs: 'member',
    section: 'shortlists',
  }),
  page('shortlistNew', '/shortlists/new', () => import('@/features/shortlists/ShortlistNewPage.vue'), {
    needs: 'member',
    section: 'shortlists',
  }),
  page('shortlist', '/shortlists/:id', () => import('@/features/shortlists/ShortlistPage.vue'), {
    needs: 'member',
    section: 'shortlists',
  }),
  page('shareCodes', '/share-codes', () => import('@/features/shareCodes/ShareCodesPage.vue'), {
    needs: 'provider',
    section: 'provider',
  }),
  page('ranking', '/ranking', () => import('@/features/ranking/RankingPage.vue'), {
    needs: 'provider',
    section: 'ranking',
  }),
  page('evidence', '/evidence', () => import('@/features/ranking/EvidencePage.vue'), {
    needs: 'enteringEvidence',
    section: 'evidence',
  }),
  page('rankingRules', '/ranking-rules', () => import('@/features/ranking/RulesPage.vue'), {
    needs: 'moderator',
    section: 'rankingRules',
  }),
  page('successions', '/successions', () => import('@/features/library/SuccessionsPage.vue'), {
    needs: 'moderator',
    section: 'successions',
  }),
  page('readParts', '/read-parts', () => import('@/features/library/ReadPartsPage.vue'), {
    needs: 'moderator',
    section: 'readParts',
  }),
  page('follows', '/follows', () => import('@/features/library/FollowsPage.vue'), {
    needs: 'signedIn',
    section: 'follows',
  }),
  page('ripples', '/ripples', () => import('@/features/library/RipplesPage.vue'), {
    needs: 'moderator',
    section: 'ripples',
  }),
  page('feeds', '/feeds', () => import('@/features/feeds/FeedsPage.vue'), {
    needs: 'feedReader',
    section: 'feeds',
  }),
  page('feedRun', '/feeds/runs/:id', () => import('@/features/feeds/FeedRunPage.vue'), {
    needs: 'feedReader',
    section: 'feeds',
  }),
  page('feed', '/feeds/:id', () => import('@/features/feeds/FeedPage.vue'), {
    needs: 'feedReader',
    section: 'feeds',
  }),
  page('feedConflicts', '/feed-conflicts', () => import('@/features/feeds/ConflictsPage.vue'), {
    needs: 'member',
    section: 'feedConflicts',
  }),
  page('moderation', '/moderation', () => import('@/features/moderation/ModerationPage.vue'), {
    needs: 'moderator',
    section: 'moderation',
  }),
  page('openings', '/openings', () => import('@/features/openings/OpeningsPage.vue'), {
    needs: 'moderator',
    section: 'openings',
  }),
  page('objections', '/objections', () => import('@/features/evaluation/ObjectionsPage.vue'), {
    needs: 'moderator',
    section: 'objections',
  }),
  page('redFlags', '/red-flags', () => import('@/features/flags/RedFlagsPage.vue'), {
    needs: 'moderator',
    section: 'redFlags',
  }),
  page('organisations', '/organisations', () => import('@/features/suspensions/OrganisationsPage.vue'), {
    needs: 'moderator',
    section: 'organisations',
  }),
  page('suspensions', '/suspensions', () => import('@/features/suspensions/SuspensionsPage.vue'), { needs: 'member' }),
  page('texts', '/texts', () => import('@/features/texts/TextsPage.vue'), {
    needs: 'textReader',
    section: 'texts',
  }),
  page('appointments', '/appointments', () => import('@/features/appointments/AppointmentsPage.vue'), {
    needs: 'appointing',
    section: 'appointments',
  }),
  page('machineKeys', '/machine-keys', () => import('@/features/machineKeys/MachineKeysPage.vue'), {
    needs: 'keyHolder',
    section: 'machineKeys',
  }),
  page('apps', '/apps', () => import('@/features/apps/AppsPage.vue'), {
    needs: 'appKeeper',
    section: 'apps',
  }),
  page('consultations', '/consultations', () => import('@/features/consultations/ConsultationsPage.vue'), {
    needs: 'signedIn',
    section: 'consultations',
  }),
  page('answers', '/answers', () => import('@/features/answers/AnswersPage.vue'), {
    needs: 'moderator',
    section: 'answers',
  }),
  page('audit', '/audit', () => import('@/features/audit/AuditPage.vue'), {
    needs: 'auditAdministrator',
    section: 'audit',
  }),
  page('security', '/security', () => import('@/features/security/SecurityPage.vue'), { needs: 'signedIn' }),
  page('forgotPassword', '/forgot-password', () => import('@/features/security/ForgotPasswordPage.vue'), {}),
  page('passwordReset', '/password-reset', () => import('@/features/security/PasswordResetPage.vue'), {}),
  page('emailChangeConfirm', '/email-change', () => import('@/features/security/EmailConfirmPage.vue'), {}),
  page('notices', '/notices', () => import('@/features/notices/NoticesPage.vue'), {
    needs: 'signedIn',
    section: 'notices',
  }),
  page('noticeSettings', '/notices/settings', () => import('@/features/notices/NoticeSettingsPage.vue'), {
    needs: 'signedIn',
    section: 'notices',
  }),
  page('privacy', '/my-data', () => import('@/features/privacy/MyDataPage.vue'), {
    needs: 'signedIn',
    section: 'privacy',
  }),
  page('notFound', '/:rest(.*)*', () => import('./NotFoundPage.vue'), {}),
]
