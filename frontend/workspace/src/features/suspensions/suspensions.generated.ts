/* Written by `npm run codegen` from src/features/suspensions/suspensions.graphql. Do not edit. */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
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

export type SuspensionFieldsFragment = { id: string, reason: string, appeal: string, begunAt: string, until: string | null };

export type SupervisedOrganisationFragment = { id: string, kind: OrganisationKind, name: string, creditCode: string | null, standing: OrganisationStanding, region: { code: string, fullName: string } | null };

export type MySuspensionQueryVariables = Exact<{ [key: string]: never; }>;


export type MySuspensionQuery = { mySuspension: SuspensionFieldsFragment | null };

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
export const SupervisedOrganisationFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SupervisedOrganisation"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Organisation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"creditCode"}},{"kind":"Field","name":{"kind":"Name","value":"standing"}},{"kind":"Field","name":{"kind":"Name","value":"region"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"fullName"}}]}}]}}]} as unknown as DocumentNode<SupervisedOrganisationFragment, unknown>;
export const MySuspensionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MySuspension"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mySuspension"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SuspensionFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SuspensionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Suspension"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"appeal"}},{"kind":"Field","name":{"kind":"Name","value":"begunAt"}},{"kind":"Field","name":{"kind":"Name","value":"until"}}]}}]} as unknown as DocumentNode<MySuspensionQuery, MySuspensionQueryVariables>;
export const SupervisedOrganisationsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SupervisedOrganisations"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"OrganisationFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"organisations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SupervisedOrganisation"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SupervisedOrganisation"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Organisation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"creditCode"}},{"kind":"Field","name":{"kind":"Name","value":"standing"}},{"kind":"Field","name":{"kind":"Name","value":"region"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"fullName"}}]}}]}}]} as unknown as DocumentNode<SupervisedOrganisationsQuery, SupervisedOrganisationsQueryVariables>;
export const SuspensionOfDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SuspensionOf"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"organisationId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"suspension"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"organisationId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"organisationId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SuspensionFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SuspensionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Suspension"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"appeal"}},{"kind":"Field","name":{"kind":"Name","value":"begunAt"}},{"kind":"Field","name":{"kind":"Name","value":"until"}}]}}]} as unknown as DocumentNode<SuspensionOfQuery, SuspensionOfQueryVariables>;
export const RestrictionOfDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RestrictionOf"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"organisationId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"providerRestriction"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"organisationId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"organisationId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"appeal"}},{"kind":"Field","name":{"kind":"Name","value":"begunOn"}},{"kind":"Field","name":{"kind":"Name","value":"until"}}]}}]}}]} as unknown as DocumentNode<RestrictionOfQuery, RestrictionOfQueryVariables>;
export const ProviderRestrictDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ProviderRestrict"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ProviderRestrictInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"providerRestrict"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ProviderRestrictMutation, ProviderRestrictMutationVariables>;
export const ProviderRestrictionLiftDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ProviderRestrictionLift"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ProviderRestrictionLiftInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"providerRestrictionLift"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ProviderRestrictionLiftMutation, ProviderRestrictionLiftMutationVariables>;
export const OrganisationSuspendDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"OrganisationSuspend"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OrganisationSuspendInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"organisationSuspend"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<OrganisationSuspendMutation, OrganisationSuspendMutationVariables>;
export const OrganisationRestoreDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"OrganisationRestore"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OrganisationRestoreInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"organisationRestore"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<OrganisationRestoreMutation, OrganisationRestoreMutationVariables>;
