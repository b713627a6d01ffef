/* Written by `npm run codegen` from src/features/audit/audit.graphql. Do not edit. */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/**
 * The kind of program that asks. Its exact name and version are not kept: they tell a person
 * apart and the log does not need them (个人信息保护法 6: the least that serves the purpose).
 */
export type Agent =
  /** 电脑浏览器. */
  | 'DESKTOP'
  /** 手机浏览器. */
  | 'MOBILE'
  /** 程序: scripts and machine feeds. */
  | 'PROGRAM'
  /** 未知: nothing was said. */
  | 'UNKNOWN';

/**
 * Which entries are wanted; everything at once must hold. A search by action, organisation or
 * address that says neither who nor about what looks through the 92 days before `to`, or before
 * now, unless `from` says otherwise.
 */
export type AuditFilterInput = {
  /** `demands.post`, or a module: `demands`. */
  action?: string | null | undefined;
  /** The caller's address, exactly. */
  address?: string | null | undefined;
  /** Not before. */
  from?: string | null | undefined;
  /** For whom. */
  organisationId?: string | null | undefined;
  /** How it ended. */
  result?: AuditResult | null | undefined;
  /** About what: its id. */
  subjectId?: string | null | undefined;
  /** Before. */
  to?: string | null | undefined;
  /** Who: an account's id or the address they sign in with. */
  who?: string | null | undefined;
};

/** How something ended. */
export type AuditResult =
  /** 已完成. */
  | 'DONE'
  /** 被拒绝. */
  | 'REFUSED';

export type AuditEntriesQueryVariables = Exact<{
  filter: AuditFilterInput;
  first: number;
  after?: string | null | undefined;
}>;


export type AuditEntriesQuery = { auditEntries: { totalCount: number | null, nodes: Array<{ id: string, at: string, actorName: string, actedAs: string, accountId: string | null, organisationId: string | null, action: string, subjectKind: string, subjectId: string, result: AuditResult, address: string | null, agent: Agent | null, before: string | null, after: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };


export const AuditEntriesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AuditEntries"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AuditFilterInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"auditEntries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"actorName"}},{"kind":"Field","name":{"kind":"Name","value":"actedAs"}},{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"organisationId"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"subjectKind"}},{"kind":"Field","name":{"kind":"Name","value":"subjectId"}},{"kind":"Field","name":{"kind":"Name","value":"result"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"agent"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]} as unknown as DocumentNode<AuditEntriesQuery, AuditEntriesQueryVariables>;
