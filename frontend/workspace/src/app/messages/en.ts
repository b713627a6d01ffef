import { agent, audit, auditAction, auditResult } from '@/features/audit/messages.en'
import { answers } from '@/features/answers/messages.en'
import { auction } from '@/features/auctions/messages.en'
import { redFlags } from '@/features/flags/messages.en'
import { apps } from '@/features/apps/messages.en'
import { alerts } from '@/features/alerts/messages.en'
import { consultations } from '@/features/consultations/messages.en'
import { appointments } from '@/features/appointments/messages.en'
import { bidForm, bids, questions } from '@/features/bids/messages.en'
import { demandForm, demands, ownCheck, scopeForm, sharedDemands, termsForm } from '@/features/demands/messages.en'
import { evaluation, objections, outcome } from '@/features/evaluation/messages.en'
import { contracts } from '@/features/contracts/messages.en'
import { feedConflicts, feeds } from '@/features/feeds/messages.en'
import { follows, readParts, ripples, successions } from '@/features/library/messages.en'
import { checkStep, moderation } from '@/features/moderation/messages.en'
import { machineKeys, scope, scopeText } from '@/features/machineKeys/messages.en'
import { security } from '@/features/security/messages.en'
import { invitation, memberRole, members } from '@/features/members/messages.en'
import { confirmAddress, registration, standing, standingText } from '@/features/registrations/messages.en'
import { delivery, noticeKind, notices } from '@/features/notices/messages.en'
import { openings } from '@/features/openings/messages.en'
import { privacy } from '@/features/privacy/messages.en'
import { enterpriseSize, profile, qualificationKind } from '@/features/provider/messages.en'
import { evidence, ranking, rankingRules } from '@/features/ranking/messages.en'
import { creditCode, register, sessions } from '@/features/sessions/messages.en'
import { shareCodes } from '@/features/shareCodes/messages.en'
import { shortlists } from '@/features/shortlists/messages.en'
import { move, organisationKind, organisations, restore, restrict, suspend, suspension, tellMany } from '@/features/suspensions/messages.en'
import { texts } from '@/features/texts/messages.en'
import { shared } from '@/shared/messages.en'
import { appWords } from './app.en'
import type { Messages } from './zh-CN'

/** Every word of the workspace in English; the compiler sees that none is missing. */
export const en: Messages = {
  ...appWords,
  ...shared,
  session: sessions,
  security,
  register,
  creditCode,
  confirmAddress,
  invitation,
  memberRole,
  members,
  registration,
  standing,
  standingText,
  demands,
  redFlags,
  auction,
  ownCheck,
  demandForm,
  scopeForm,
  sharedDemands,
  termsForm,
  bids,
  bidForm,
  contracts,
  questions,
  evaluation,
  objections,
  outcome,
  feeds,
  feedConflicts,
  successions,
  ripples,
  readParts,
  follows,
  moderation,
  checkStep,
  audit,
  auditAction,
  auditResult,
  agent,
  notices,
  openings,
  noticeKind,
  delivery,
  privacy,
  profile,
  evidence,
  ranking,
  rankingRules,
  qualificationKind,
  enterpriseSize,
  alerts,
  appointments,
  machineKeys,
  shareCodes,
  answers,
  apps,
  consultations,
  shortlists,
  scope,
  scopeText,
  organisations,
  move,
  tellMany,
  texts,
  organisationKind,
  suspend,
  restore,
  restrict,
  suspension,
}
