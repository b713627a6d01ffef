/* Written by `npm run codegen` from src/features/flags/flags.graphql. Do not edit. */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Why something is sent back or refused. */
export type ChangeReasonCode =
  /** 含联系方式或广告. */
  | 'ADVERTISING'
  /** 与已有内容重复. */
  | 'DUPLICATE'
  /** 内容不完整. */
  | 'INCOMPLETE'
  /** 与证明材料不一致. */
  | 'MISMATCH'
  /** 其他. */
  | 'OTHER'
  /** 不属于平台服务范围. */
  | 'OUT_OF_SCOPE'
  /** 表述不清楚. */
  | 'UNCLEAR'
  /** 内容不合规. */
  | 'UNLAWFUL'
  /** 附件缺失或无法辨认. */
  | 'UNREADABLE';

/** Lets something be public. */
export type ChangeRequestApproveInput = {
  /** Which. */
  changeRequestId: string;
  /** What moderators tell each other; the owner never sees it. */
  inwardNote?: string | null | undefined;
  /** What the owner is told. */
  note?: string | null | undefined;
  /** The one that was seen. */
  revision: number;
};

/** Refuses something, with the reason. */
export type ChangeRequestRefuseInput = {
  /** Which. */
  changeRequestId: string;
  /** What moderators tell each other; the owner never sees it. */
  inwardNote?: string | null | undefined;
  /** What the owner is told; it must be said. */
  note: string;
  /** Why, for statistics; it must be said. */
  reasonCode?: ChangeReasonCode | null | undefined;
  /** The one that was seen. */
  revision: number;
};

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

/** About what something was found. */
export type FlagSubject =
  /** 采购单位. */
  | 'BUYER'
  /** 采购过程. */
  | 'PROCESS'
  /** 采购执行单位. */
  | 'PROCURING_ENTITY'
  /** 报价机构. */
  | 'TENDERER';

/** What is looked for. */
export type RedFlag =
  /** 报价时间过短. */
  | 'R003'
  /** 只有一家报价. */
  | 'R018'
  /** 中选价与次低价几乎相同. */
  | 'R024'
  /** 很少中选却经常报价. */
  | 'R025'
  /** 不同机构报价相同. */
  | 'R028'
  /** 中选的是截止后才到的报价. */
  | 'R030'
  /** 除中选者外都被否决. */
  | 'R035'
  /** 最低价被否决. */
  | 'R036'
  /** 被否决的报价比例过高. */
  | 'R038'
  /** 中选的业务种类过杂. */
  | 'R048'
  /** 次低价远高于中选价. */
  | 'R058';

/** Which findings. */
export type RedFlagFilter = {
  /** Of this flag. */
  flag?: RedFlag | null | undefined;
  /** Judged so, or not yet. */
  state?: RedFlagState | null | undefined;
};

/** What a moderator has said of a finding. */
export type RedFlagState =
  /** 属实. */
  | 'CONFIRMED'
  /** 不属实. */
  | 'DISMISSED'
  /** 待核查. */
  | 'OPEN';

export type RedFlagRowFragment = { id: string, flag: RedFlag, subject: FlagSubject, title: string, value: string, state: RedFlagState, foundAt: string, decidedAt: string | null, url: string | null, region: { fullName: string }, changeRequest: { id: string, state: ChangeState, revision: number, note: string | null } | null };

export type RedFlagFindingsQueryVariables = Exact<{
  filter?: RedFlagFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type RedFlagFindingsQuery = { redFlagFindings: { totalCount: number | null, nodes: Array<RedFlagRowFragment>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type RedFlagFiguresQueryVariables = Exact<{ [key: string]: never; }>;


export type RedFlagFiguresQuery = { redFlags: { lookedOn: string | null, processes: number | null, figures: Array<{ flag: RedFlag, title: string, open: number, confirmed: number, dismissed: number, precisionPercent: number | null, isRetired: boolean }> } };

export type RedFlagConfirmMutationVariables = Exact<{
  input: ChangeRequestApproveInput;
}>;


export type RedFlagConfirmMutation = { changeRequestApprove: { changeRequest: { id: string, state: ChangeState, revision: number, note: string | null } | null, problems: Array<{ code: string, path: Array<string>, message: string }> } };

export type RedFlagDismissMutationVariables = Exact<{
  input: ChangeRequestRefuseInput;
}>;


export type RedFlagDismissMutation = { changeRequestRefuse: { changeRequest: { id: string, state: ChangeState, revision: number, note: string | null } | null, problems: Array<{ code: string, path: Array<string>, message: string }> } };

export const RedFlagRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RedFlagRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RedFlagFinding"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"flag"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"foundAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"region"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fullName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"changeRequest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"note"}}]}}]}}]} as unknown as DocumentNode<RedFlagRowFragment, unknown>;
export const RedFlagFindingsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RedFlagFindings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"RedFlagFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"redFlagFindings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RedFlagRow"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RedFlagRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RedFlagFinding"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"flag"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"foundAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"region"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fullName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"changeRequest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"note"}}]}}]}}]} as unknown as DocumentNode<RedFlagFindingsQuery, RedFlagFindingsQueryVariables>;
export const RedFlagFiguresDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RedFlagFigures"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"redFlags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lookedOn"}},{"kind":"Field","name":{"kind":"Name","value":"processes"}},{"kind":"Field","name":{"kind":"Name","value":"figures"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"flag"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"open"}},{"kind":"Field","name":{"kind":"Name","value":"confirmed"}},{"kind":"Field","name":{"kind":"Name","value":"dismissed"}},{"kind":"Field","name":{"kind":"Name","value":"precisionPercent"}},{"kind":"Field","name":{"kind":"Name","value":"isRetired"}}]}}]}}]}}]} as unknown as DocumentNode<RedFlagFiguresQuery, RedFlagFiguresQueryVariables>;
export const RedFlagConfirmDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RedFlagConfirm"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeRequestApproveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changeRequestApprove"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changeRequest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"note"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RedFlagConfirmMutation, RedFlagConfirmMutationVariables>;
export const RedFlagDismissDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RedFlagDismiss"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeRequestRefuseInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changeRequestRefuse"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changeRequest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"note"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RedFlagDismissMutation, RedFlagDismissMutationVariables>;
