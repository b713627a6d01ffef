/* Written by `npm run codegen` from src/features/suspensions/suspensions.graphql. Do not edit. */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Where a check stands. */
export type ChangeState =
  /** 已通过. */
  | 'APPROVED'
  /** 已退回. */
  | 'REFUSED'
  /** 待补正: the owner is asked; the clock stands still. */
  | 'RETURNED'
  /** 待复核: one person has decided, another must too. */
  | 'SECOND_LOOK'
  /** 待审核. */
  | 'WAITING'
  /** 已撤回: its owner took the subject back. */
  | 'WITHDRAWN';

/** Which organisations are looked for. */
export type OrganisationFilter = {
  /** Whether it may act. */
  standing?: OrganisationStanding | null | undefined;
  /** Part of the name, or how the credit code begins. */
  text?: string | null | undefined;
};

/** What an organisation is here for. */
export type OrganisationKind =
  /** 协会: checks, moderates, evaluates. */
  | 'ASSOCIATION'
  /** 企业: posts needs. */
  | 'ENTERPRISE'
  /** 运营单位: keeps the platform running. */
  | 'OPERATOR'
  /** 服务机构: bids. */
  | 'PROVIDER'
  /** 监管部门: feeds ratings and enforcement. */
  | 'REGULATOR';

/** Organisations that shall belong to another region. */
export type OrganisationMoveInput = {
  /** Which; 1 to 100. */
  items: Array<OrganisationMoveItemInput>;
  /** Why, 4 to 300 characters. */
  note: string;
  /** To which county or town; outside the own region its association must agree. */
  regionCode: string;
};

/** One organisation of a move. */
export type OrganisationMoveItemInput = {
  /** Where it was seen. */
  from: string;
  /** Which. */
  organisationId: string;
};

/** How far a move has come. */
export type OrganisationMoveState =
  /** 对方协会不同意: nothing has moved. */
  | 'DECLINED'
  /** 已调整, perhaps undone since. */
  | 'MADE'
  /** 待对方协会同意: nothing has moved yet. */
  | 'PROPOSED';

/** Which move. */
export type OrganisationMoveUndoInput = {
  /** Which. */
  moveId: string;
};

/** Something the association says to organisations. */
export type OrganisationNotifyInput = {
  /** 4 to 500 characters. */
  body: string;
  /** To which; 1 to 100. */
  organisationIds: Array<string>;
  /** 2 to 60 characters. */
  title: string;
};

/** Lets an organisation act again. */
export type OrganisationRestoreInput = {
  /** Why, 4 to 300 characters. */
  note: string;
  /** Which. */
  organisationId: string;
};

/** Whether an organisation may act (状态). */
export type OrganisationStanding =
  /** 正常: may post and bid. Organisations known from lists are active and have no members. */
  | 'ACTIVE'
  /** 已注销: gone for good. */
  | 'CLOSED'
  /** 待审核: registered, not yet approved. */
  | 'PENDING'
  /** 未通过: its registration was refused and may be sent again. */
  | 'REFUSED'
  /** 暂停: may read only, for a reason and a time its people are told. */
  | 'SUSPENDED';

/** Suspends an organisation. */
export type OrganisationSuspendInput = {
  /** Where and how long it may be appealed, 4 to 300 characters. */
  appeal: string;
  /** Which. */
  organisationId: string;
  /** Why, with the rule it rests on, 10 to 500 characters. */
  reason: string;
  /** The last day; left out when it holds until it is lifted. */
  until?: string | null | undefined;
};

/** Restricts a provider. */
export type ProviderRestrictInput = {
  /** Where and how long it may be appealed, 4 to 300 characters. */
  appeal: string;
  /** How far. */
  kind: RestrictionKind;
  /** Whose page. */
  organisationId: string;
  /** Why, with the rule it rests on, 10 to 500 characters. */
  reason: string;
  /** The last day; left out when it holds until it is lifted. */
  until?: string | null | undefined;
};

/** Lists a provider again. */
export type ProviderRestrictionLiftInput = {
  /** Why, 4 to 300 characters. */
  note: string;
  /** Whose page. */
  organisationId: string;
};

/** How far a provider is held back. */
export type RestrictionKind =
  /** 移出名录. */
  | 'REMOVED'
  /** 限制推荐. */
  | 'RESTRICTED'
  /** 暂停推荐. */
  | 'SUSPENDED';

/** Why a suspension is wrong. */
export type SuspensionAppealInput = {
  /** In the owner's words, 10 to 1,000 characters. */
  text: string;
};

export type SuspensionFieldsFragment = { id: string, reason: string, appeal: string, begunAt: string, until: string | null };

export type SuspensionOfHistoryFragment = (
  { endedAt: string | null, endNote: string | null, appealRequest: { id: string, state: ChangeState, note: string | null } | null }
  & SuspensionFieldsFragment
);

export type SuspensionHistoryQueryVariables = Exact<{
  organisationId: string;
}>;


export type SuspensionHistoryQuery = { suspensions: Array<SuspensionOfHistoryFragment> };

export type SuspensionAppealMutationVariables = Exact<{
  input: SuspensionAppealInput;
}>;


export type SuspensionAppealMutation = { suspensionAppeal: { suspension: { id: string } | null, problems: Array<{ code: string, path: Array<string>, message: string }> } };

export type SupervisedOrganisationFragment = { id: string, kind: OrganisationKind, name: string, creditCode: string | null, standing: OrganisationStanding, region: { code: string, fullName: string } | null };

export type OrganisationMovePreviewQueryVariables = Exact<{
  input: OrganisationMoveInput;
}>;


export type OrganisationMovePreviewQuery = { organisationMovePreview: { ableCount: number, needsConsent: boolean, losing: Array<string>, gaining: Array<string>, items: Array<{ organisation: { id: string, name: string, region: { fullName: string } | null }, problems: Array<{ message: string }> }>, problems: Array<{ code: string, path: Array<string>, message: string }> } };

export type OrganisationMovesQueryVariables = Exact<{ [key: string]: never; }>;


export type OrganisationMovesQuery = { organisationMoves: Array<{ id: string, count: number, state: OrganisationMoveState, mayUndo: boolean, undoUntil: string, region: { fullName: string } }> };

export type OrganisationMoveMutationVariables = Exact<{
  input: OrganisationMoveInput;
}>;


export type OrganisationMoveMutation = { organisationMove: { moved: { id: string, count: number, state: OrganisationMoveState } | null, problems: Array<{ code: string, path: Array<string>, message: string }> } };

export type OrganisationMoveUndoMutationVariables = Exact<{
  input: OrganisationMoveUndoInput;
}>;


export type OrganisationMoveUndoMutation = { organisationMoveUndo: { problems: Array<{ code: string, path: Array<string>, message: string }> } };

export type OrganisationNotifyMutationVariables = Exact<{
  input: OrganisationNotifyInput;
}>;


export type OrganisationNotifyMutation = { organisationNotify: { toldCount: number | null, problems: Array<{ code: string, path: Array<string>, message: string }> } };

export type MySuspensionQueryVariables = Exact<{ [key: string]: never; }>;


export type MySuspensionQuery = { mySuspension: (
    { mayAppeal: boolean, appealRequest: { id: string, state: ChangeState, note: string | null } | null }
    & SuspensionFieldsFragment
  ) | null };

export type SupervisedOrganisationsQueryVariables = Exact<{
  filter?: OrganisationFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type SupervisedOrganisationsQuery = { organisations: { totalCount: number | null, nodes: Array<SupervisedOrganisationFragment>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type SuspensionOfQueryVariables = Exact<{
  organisationId: string;
}>;


export type SuspensionOfQuery = { suspension: SuspensionFieldsFragment | null };

export type RestrictionOfQueryVariables = Exact<{
  organisationId: string;
}>;


export type RestrictionOfQuery = { providerRestriction: { id: string, kind: RestrictionKind, reason: string, appeal: string, begunOn: string, until: string | null } | null };

export type ProviderRestrictMutationVariables = Exact<{
  input: ProviderRestrictInput;
}>;


export type ProviderRestrictMutation = { providerRestrict: { problems: Array<{ code: string, path: Array<string>, message: string }> } };

export type ProviderRestrictionLiftMutationVariables = Exact<{
  input: ProviderRestrictionLiftInput;
}>;


export type ProviderRestrictionLiftMutation = { providerRestrictionLift: { problems: Array<{ code: string, path: Array<string>, message: string }> } };

export type OrganisationSuspendMutationVariables = Exact<{
  input: OrganisationSuspendInput;
}>;


export type OrganisationSuspendMutation = { organisationSuspend: { problems: Array<{ code: string, path: Array<string>, message: string }> } };

export type OrganisationRestoreMutationVariables = Exact<{
  input: OrganisationRestoreInput;
}>;


export type OrganisationRestoreMutation = { organisationRestore: { problems: Array<{ code: string, path: Array<string>, message: string }> } };

export const SuspensionFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SuspensionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Suspension"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"appeal"}},{"kind":"Field","name":{"kind":"Name","value":"begunAt"}},{"kind":"Field","name":{"kind":"Name","value":"until"}}]}}]} as unknown as DocumentNode<SuspensionFieldsFragment, unknown>;
export const SuspensionOfHistoryFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SuspensionOfHistory"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Suspension"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SuspensionFields"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endNote"}},{"kind":"Field","name":{"kind":"Name","value":"appealRequest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"note"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SuspensionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Suspension"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"appeal"}},{"kind":"Field","name":{"kind":"Name","value":"begunAt"}},{"kind":"Field","name":{"kind":"Name","value":"until"}}]}}]} as unknown as DocumentNode<SuspensionOfHistoryFragment, unknown>;
export const SupervisedOrganisationFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SupervisedOrganisation"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Organisation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"creditCode"}},{"kind":"Field","name":{"kind":"Name","value":"standing"}},{"kind":"Field","name":{"kind":"Name","value":"region"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"fullName"}}]}}]}}]} as unknown as DocumentNode<SupervisedOrganisationFragment, unknown>;
export const SuspensionHistoryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SuspensionHistory"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"organisationId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"suspensions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"organisationId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"organisationId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SuspensionOfHistory"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SuspensionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Suspension"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"appeal"}},{"kind":"Field","name":{"kind":"Name","value":"begunAt"}},{"kind":"Field","name":{"kind":"Name","value":"until"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SuspensionOfHistory"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Suspension"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SuspensionFields"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endNote"}},{"kind":"Field","name":{"kind":"Name","value":"appealRequest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"note"}}]}}]}}]} as unknown as DocumentNode<SuspensionHistoryQuery, SuspensionHistoryQueryVariables>;
export const SuspensionAppealDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SuspensionAppeal"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SuspensionAppealInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"suspensionAppeal"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"suspension"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SuspensionAppealMutation, SuspensionAppealMutationVariables>;
export const OrganisationMovePreviewDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OrganisationMovePreview"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OrganisationMoveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"organisationMovePreview"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ableCount"}},{"kind":"Field","name":{"kind":"Name","value":"needsConsent"}},{"kind":"Field","name":{"kind":"Name","value":"losing"}},{"kind":"Field","name":{"kind":"Name","value":"gaining"}},{"kind":"Field","name":{"kind":"Name","value":"items"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"organisation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"region"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fullName"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<OrganisationMovePreviewQuery, OrganisationMovePreviewQueryVariables>;
export const OrganisationMovesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OrganisationMoves"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"organisationMoves"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"mayUndo"}},{"kind":"Field","name":{"kind":"Name","value":"undoUntil"}},{"kind":"Field","name":{"kind":"Name","value":"region"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fullName"}}]}}]}}]}}]} as unknown as DocumentNode<OrganisationMovesQuery, OrganisationMovesQueryVariables>;
export const OrganisationMoveDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"OrganisationMove"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OrganisationMoveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"organisationMove"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"moved"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<OrganisationMoveMutation, OrganisationMoveMutationVariables>;
export const OrganisationMoveUndoDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"OrganisationMoveUndo"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OrganisationMoveUndoInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"organisationMoveUndo"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<OrganisationMoveUndoMutation, OrganisationMoveUndoMutationVariables>;
export const OrganisationNotifyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"OrganisationNotify"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OrganisationNotifyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"organisationNotify"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"toldCount"}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<OrganisationNotifyMutation, OrganisationNotifyMutationVariables>;
export const MySuspensionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MySuspension"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mySuspension"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SuspensionFields"}},{"kind":"Field","name":{"kind":"Name","value":"mayAppeal"}},{"kind":"Field","name":{"kind":"Name","value":"appealRequest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"note"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SuspensionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Suspension"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"appeal"}},{"kind":"Field","name":{"kind":"Name","value":"begunAt"}},{"kind":"Field","name":{"kind":"Name","value":"until"}}]}}]} as unknown as DocumentNode<MySuspensionQuery, MySuspensionQueryVariables>;
export const SupervisedOrganisationsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SupervisedOrganisations"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"OrganisationFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"organisations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SupervisedOrganisation"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SupervisedOrganisation"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Organisation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"creditCode"}},{"kind":"Field","name":{"kind":"Name","value":"standing"}},{"kind":"Field","name":{"kind":"Name","value":"region"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"fullName"}}]}}]}}]} as unknown as DocumentNode<SupervisedOrganisationsQuery, SupervisedOrganisationsQueryVariables>;
export const SuspensionOfDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SuspensionOf"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"organisationId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"suspension"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"organisationId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"organisationId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SuspensionFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SuspensionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Suspension"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"appeal"}},{"kind":"Field","name":{"kind":"Name","value":"begunAt"}},{"kind":"Field","name":{"kind":"Name","value":"until"}}]}}]} as unknown as DocumentNode<SuspensionOfQuery, SuspensionOfQueryVariables>;
export const RestrictionOfDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RestrictionOf"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"organisationId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"providerRestriction"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"organisationId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"organisationId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"appeal"}},{"kind":"Field","name":{"kind":"Name","value":"begunOn"}},{"kind":"Field","name":{"kind":"Name","value":"until"}}]}}]}}]} as unknown as DocumentNode<RestrictionOfQuery, RestrictionOfQueryVariables>;
export const ProviderRestrictDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ProviderRestrict"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ProviderRestrictInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"providerRestrict"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ProviderRestrictMutation, ProviderRestrictMutationVariables>;
export const ProviderRestrictionLiftDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ProviderRestrictionLift"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ProviderRestrictionLiftInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"providerRestrictionLift"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ProviderRestrictionLiftMutation, ProviderRestrictionLiftMutationVariables>;
export const OrganisationSuspendDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"OrganisationSuspend"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OrganisationSuspendInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"organisationSuspend"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<OrganisationSuspendMutation, OrganisationSuspendMutationVariables>;
export const OrganisationRestoreDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"OrganisationRestore"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OrganisationRestoreInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"organisationRestore"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<OrganisationRestoreMutation, OrganisationRestoreMutationVariables>;
