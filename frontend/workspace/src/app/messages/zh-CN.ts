import { agent, audit, auditAction, auditResult } from '@/features/audit/messages.zh-CN'
import { answers } from '@/features/answers/messages.zh-CN'
import { auction } from '@/features/auctions/messages.zh-CN'
import { redFlags } from '@/features/flags/messages.zh-CN'
import { apps } from '@/features/apps/messages.zh-CN'
import { alerts } from '@/features/alerts/messages.zh-CN'
import { consultations } from '@/features/consultations/messages.zh-CN'
import { appointments } from '@/features/appointments/messages.zh-CN'
import { bidForm, bids, questions } from '@/features/bids/messages.zh-CN'
import { demandForm, demands, ownCheck, scopeForm, sharedDemands, termsForm } from '@/features/demands/messages.zh-CN'
import { evaluation, objections, outcome } from '@/features/evaluation/messages.zh-CN'
import { contracts } from '@/features/contracts/messages.zh-CN'
import { feedConflicts, feeds } from '@/features/feeds/messages.zh-CN'
import { follows, readParts, ripples, successions } from '@/features/library/messages.zh-CN'
import { checkStep, moderation } from '@/features/moderation/messages.zh-CN'
import { machineKeys, scope, scopeText } from '@/features/machineKeys/messages.zh-CN'
import { security } from '@/features/security/messages.zh-CN'
import { invitation, memberRole, members } from '@/features/members/messages.zh-CN'
import { confirmAddress, registration, standing, standingText } from '@/features/registrations/messages.zh-CN'
import { delivery, noticeKind, notices } from '@/features/notices/messages.zh-CN'
import { openings } from '@/features/openings/messages.zh-CN'
import { privacy } from '@/features/privacy/messages.zh-CN'
import { enterpriseSize, profile, qualificationKind } from '@/features/provider/messages.zh-CN'
import { evidence, ranking, rankingRules } from '@/features/ranking/messages.zh-CN'
import { creditCode, register, sessions } from '@/features/sessions/messages.zh-CN'
import { shareCodes } from '@/features/shareCodes/messages.zh-CN'
import { shortlists } from '@/features/shortlists/messages.zh-CN'
import { move, organisationKind, organisations, restore, restrict, suspend, suspension, tellMany } from '@/features/suspensions/messages.zh-CN'
import { texts } from '@/features/texts/messages.zh-CN'
import { shared } from '@/shared/messages.zh-CN'
import { appWords } from './app.zh-CN'

/** Every word of the workspace in Chinese, which comes with the first page. */
export const zhCN = {
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

type Words<Tree> = { [Key in keyof Tree]: Tree[Key] extends string ? string : Words<Tree[Key]> }

/** The shape that every other language fills, word by word. */
export type Messages = Words<typeof zhCN>
