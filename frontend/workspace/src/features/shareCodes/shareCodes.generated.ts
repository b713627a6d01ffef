/* Written by `npm run codegen` from src/features/shareCodes/shareCodes.graphql. Do not edit. */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Makes a code. */
export type ShareCodeMakeInput = {
  /** How many days it opens, 1 to 180. */
  days: number;
  /** For whom, 2 to 40 characters. */
  label: string;
  /** What is shared beside who the provider is. */
  sections: Array<ShareSection>;
};

/** Ends a code. */
export type ShareCodeRevokeInput = {
  /** Which. */
  shareCodeId: string;
};

/** A section of a page that can be shared; who it is, is always. */
export type ShareSection =
  /** 规模、人数、成立日期、地址和简介. */
  | 'FACTS'
  /** 资质与许可. */
  | 'QUALIFICATIONS'
  /** 服务类型和服务地区. */
  | 'SERVICES';

export type ShareCodeRowFragment = { id: string, label: string, sections: Array<ShareSection>, madeAt: string, expiresAt: string, endedAt: string | null, isOpen: boolean, openedCount: number };

export type ShareCodesQueryVariables = Exact<{ [key: string]: never; }>;


export type ShareCodesQuery = { shareCodes: Array<ShareCodeRowFragment> };

export type ShareCodeOpeningsQueryVariables = Exact<{
  shareCodeId: string;
}>;


export type ShareCodeOpeningsQuery = { shareCodeOpenings: Array<{ openedAt: string, reader: string | null }> };

export type ShareCodeMakeMutationVariables = Exact<{
  input: ShareCodeMakeInput;
}>;


export type ShareCodeMakeMutation = { shareCodeMake: { secret: string | null, shareCode: ShareCodeRowFragment | null, problems: Array<{ code: string, path: Array<string>, message: string }> } };

export type ShareCodeRevokeMutationVariables = Exact<{
  input: ShareCodeRevokeInput;
}>;


export type ShareCodeRevokeMutation = { shareCodeRevoke: { shareCode: ShareCodeRowFragment | null, problems: Array<{ code: string, path: Array<string>, message: string }> } };

export const ShareCodeRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ShareCodeRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ShareCode"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"sections"}},{"kind":"Field","name":{"kind":"Name","value":"madeAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"isOpen"}},{"kind":"Field","name":{"kind":"Name","value":"openedCount"}}]}}]} as unknown as DocumentNode<ShareCodeRowFragment, unknown>;
export const ShareCodesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ShareCodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"shareCodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ShareCodeRow"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ShareCodeRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ShareCode"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"sections"}},{"kind":"Field","name":{"kind":"Name","value":"madeAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"isOpen"}},{"kind":"Field","name":{"kind":"Name","value":"openedCount"}}]}}]} as unknown as DocumentNode<ShareCodesQuery, ShareCodesQueryVariables>;
export const ShareCodeOpeningsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ShareCodeOpenings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"shareCodeId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"shareCodeOpenings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"shareCodeId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"shareCodeId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"openedAt"}},{"kind":"Field","name":{"kind":"Name","value":"reader"}}]}}]}}]} as unknown as DocumentNode<ShareCodeOpeningsQuery, ShareCodeOpeningsQueryVariables>;
export const ShareCodeMakeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ShareCodeMake"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ShareCodeMakeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"shareCodeMake"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"secret"}},{"kind":"Field","name":{"kind":"Name","value":"shareCode"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ShareCodeRow"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ShareCodeRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ShareCode"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"sections"}},{"kind":"Field","name":{"kind":"Name","value":"madeAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"isOpen"}},{"kind":"Field","name":{"kind":"Name","value":"openedCount"}}]}}]} as unknown as DocumentNode<ShareCodeMakeMutation, ShareCodeMakeMutationVariables>;
export const ShareCodeRevokeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ShareCodeRevoke"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ShareCodeRevokeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"shareCodeRevoke"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"shareCode"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ShareCodeRow"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ShareCodeRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ShareCode"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"sections"}},{"kind":"Field","name":{"kind":"Name","value":"madeAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"isOpen"}},{"kind":"Field","name":{"kind":"Name","value":"openedCount"}}]}}]} as unknown as DocumentNode<ShareCodeRevokeMutation, ShareCodeRevokeMutationVariables>;
