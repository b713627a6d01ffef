import type { TypedDocumentNode } from '@urql/core'
import type { Problem } from '@/shared/action/problems'
import {
  ContractCancelDocument,
  ContractChangeAgreeDocument,
  ContractChangeRefuseDocument,
  ContractChangeWithdrawDocument,
  ContractDisputeAnswerDocument,
  ContractDisputeEndDocument,
  ContractDisputeOpenDocument,
  ContractSignDocument,
  MilestoneAcceptDocument,
  MilestonePayDocument,
  MilestoneReceiveDocument,
  MilestoneReturnDocument,
  MilestoneSubmitDocument,
  type ContractDetailFragment,
} from './contracts.generated'

/** What every step of a contract answers. */
export interface StepPayload {
  contract: ContractDetailFragment | null
  problems: Problem[]
}

type StepDocument = TypedDocumentNode<Record<string, StepPayload>, { input: Record<string, unknown> }>

/** Every step takes one input and gives the contract back: one dialog serves them all. */
function step(document: unknown): StepDocument {
  return document as StepDocument
}

export const STEPS = {
  contractSign: step(ContractSignDocument),
  contractCancel: step(ContractCancelDocument),
  milestoneSubmit: step(MilestoneSubmitDocument),
  milestoneAccept: step(MilestoneAcceptDocument),
  milestoneReturn: step(MilestoneReturnDocument),
  milestonePay: step(MilestonePayDocument),
  milestoneReceive: step(MilestoneReceiveDocument),
  contractChangeAgree: step(ContractChangeAgreeDocument),
  contractChangeRefuse: step(ContractChangeRefuseDocument),
  contractChangeWithdraw: step(ContractChangeWithdrawDocument),
  contractDisputeOpen: step(ContractDisputeOpenDocument),
  contractDisputeAnswer: step(ContractDisputeAnswerDocument),
  contractDisputeEnd: step(ContractDisputeEndDocument),
}
export type StepName = keyof typeof STEPS

/** A step that waits to be confirmed: what it is called, what is asked for, what is sent beside it. */
export interface OpenStep {
  name: StepName
  title: string
  act: string
  lead: string
  /** The text it asks for. */
  field?: { name: string; label: string; limit: number }
  /** The choice it asks for. */
  choice?: { name: string; label: string; options: { value: string; label: string }[] }
  input: Record<string, unknown>
}
