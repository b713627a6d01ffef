/* Written by `npm run codegen` from src/features/machineKeys/machineKeys.graphql. Do not edit. */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** A new key. */
export type MachineKeyMakeInput = {
  /** How long it holds, at most a year. */
  days: number;
  /** The one mapping it may send files in under (`credit-china-penalties`); any where it is left out. For keys that send. */
  feed?: string | null | undefined;
  /** What it is for. */
  name: string;
  /** The present password of the caller. */
  password: string;
  /** What it may do. */
  scopes: Array<Scope>;
};

/** Which key to end. */
export type MachineKeyRevokeInput = {
  /** One the caller keeps. */
  machineKeyId: string;
};

/** What a machine may do with its key. */
export type Scope =
  /** Reads what is public. */
  | 'DIRECTORY_READ'
  /** Sends files of a source in; reads nothing but what became of them. */
  | 'FEED_PUSH'
  /** Reads, beside that, what a viewer of its organisation reads. */
  | 'ORGANISATION_READ';

export type MachineKeyRowFragment = { id: string, name: string, prefix: string, scopes: Array<Scope>, feed: string | null, createdAt: string, expiresAt: string, lastUsedAt: string | null, revokedAt: string | null, isInForce: boolean };

export type MachineKeysQueryVariables = Exact<{ [key: string]: never; }>;


export type MachineKeysQuery = { machineKeys: Array<MachineKeyRowFragment> };

export type MachineKeyMakeMutationVariables = Exact<{
  input: MachineKeyMakeInput;
}>;


export type MachineKeyMakeMutation = { machineKeyMake: { secret: string | null, machineKey: { id: string, name: string } | null, problems: Array<{ code: string, path: Array<string>, message: string }> } };

export type MachineKeyRevokeMutationVariables = Exact<{
  input: MachineKeyRevokeInput;
}>;


export type MachineKeyRevokeMutation = { machineKeyRevoke: { problems: Array<{ code: string, path: Array<string>, message: string }> } };

export const MachineKeyRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MachineKeyRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MachineKey"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"prefix"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"feed"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"isInForce"}}]}}]} as unknown as DocumentNode<MachineKeyRowFragment, unknown>;
export const MachineKeysDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MachineKeys"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"machineKeys"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MachineKeyRow"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MachineKeyRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MachineKey"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"prefix"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"feed"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"isInForce"}}]}}]} as unknown as DocumentNode<MachineKeysQuery, MachineKeysQueryVariables>;
export const MachineKeyMakeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"MachineKeyMake"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MachineKeyMakeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"machineKeyMake"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"secret"}},{"kind":"Field","name":{"kind":"Name","value":"machineKey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<MachineKeyMakeMutation, MachineKeyMakeMutationVariables>;
export const MachineKeyRevokeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"MachineKeyRevoke"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MachineKeyRevokeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"machineKeyRevoke"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<MachineKeyRevokeMutation, MachineKeyRevokeMutationVariables>;
