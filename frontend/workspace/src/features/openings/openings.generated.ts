/* Written by `npm run codegen` from src/features/openings/openings.graphql. Do not edit. */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Registers a key. */
export type CustodianKeyRegisterInput = {
  /** P-256, uncompressed, base64url. The private half stays with the officer. */
  publicKey: string;
};

/** Where a need that is not simple stands between the deadline and the award (评审阶段). */
export type DemandStage =
  /** 待开启: the envelopes wait for their key. */
  | 'OPENING'
  /** 开启价格: scores are fixed, price envelopes are being opened. */
  | 'PRICING'
  /** 公示中: a proposed award is open to objections. */
  | 'PROPOSED'
  /** 已排序: ranked, or open without scores; the owner proposes or awards. */
  | 'RANKED'
  /** 技术评分: scored without names and prices. */
  | 'SCORING';

/** Releases a share. */
export type KeyShareReleaseInput = {
  /** Of which need. */
  demandId: string;
  /** The share, opened with the officer's key. */
  share: string;
};

export type OpeningTasksQueryVariables = Exact<{ [key: string]: never; }>;


export type OpeningTasksQuery = { openingTasks: Array<{ sealedShare: string, purpose: string, isDue: boolean, until: string, demand: { id: string, title: string, deadline: string, bidCount: number, url: string, region: { fullName: string }, sealing: { shares: Array<{ keeper: string, releasedAt: string | null }> } | null } }>, custodianKeys: Array<{ keeper: string, publicKey: string, madeAt: string }> };

export type CustodianKeyRegisterMutationVariables = Exact<{
  input: CustodianKeyRegisterInput;
}>;


export type CustodianKeyRegisterMutation = { custodianKeyRegister: { key: { keeper: string, publicKey: string, madeAt: string } | null, problems: Array<{ code: string, path: Array<string>, message: string }> } };

export type KeyShareReleaseMutationVariables = Exact<{
  input: KeyShareReleaseInput;
}>;


export type KeyShareReleaseMutation = { keyShareRelease: { demand: { id: string, stage: DemandStage | null } | null, problems: Array<{ code: string, path: Array<string>, message: string }> } };


export const OpeningTasksDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OpeningTasks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"openingTasks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"demand"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"deadline"}},{"kind":"Field","name":{"kind":"Name","value":"bidCount"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"region"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fullName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sealing"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"shares"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"keeper"}},{"kind":"Field","name":{"kind":"Name","value":"releasedAt"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"sealedShare"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"isDue"}},{"kind":"Field","name":{"kind":"Name","value":"until"}}]}},{"kind":"Field","name":{"kind":"Name","value":"custodianKeys"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"keeper"}},{"kind":"Field","name":{"kind":"Name","value":"publicKey"}},{"kind":"Field","name":{"kind":"Name","value":"madeAt"}}]}}]}}]} as unknown as DocumentNode<OpeningTasksQuery, OpeningTasksQueryVariables>;
export const CustodianKeyRegisterDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CustodianKeyRegister"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CustodianKeyRegisterInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"custodianKeyRegister"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"keeper"}},{"kind":"Field","name":{"kind":"Name","value":"publicKey"}},{"kind":"Field","name":{"kind":"Name","value":"madeAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CustodianKeyRegisterMutation, CustodianKeyRegisterMutationVariables>;
export const KeyShareReleaseDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"KeyShareRelease"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"KeyShareReleaseInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"keyShareRelease"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"demand"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"stage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<KeyShareReleaseMutation, KeyShareReleaseMutationVariables>;
