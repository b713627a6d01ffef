/* Written by `npm run codegen` from src/shared/ask/ask.graphql. Do not edit. */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** A question. */
export type AskInput = {
  /** The `conversation` of the answer before, when this follows on. */
  conversation?: string | null | undefined;
  /** Only of this field. */
  field?: KnowledgeField | null | undefined;
  /**
   * Whether this was asked a moment ago and is not counted again: a page that has its answer and wants what a
   * machine adds.
   */
  isAgain?: boolean;
  /** In one's own words, at most 500 characters. */
  question: string;
  /** Only what holds in this division. */
  region?: string | null | undefined;
};

/** How sure an answer was. */
export type AskTier =
  /** 存答: an answer written beforehand. */
  | 'ANSWER'
  /** 猜您想问: other ways to ask. */
  | 'DID_YOU_MEAN'
  /** 条文: the passages that fit best. */
  | 'PASSAGES'
  /** 不知道: nothing in the library answers; a person may. */
  | 'UNKNOWN';

/** What a question is about. */
export type KnowledgeField =
  /** 大气. */
  | 'AIR'
  /** 碳. */
  | 'CARBON'
  /** 信用与信息公开. */
  | 'CREDIT'
  /** 环评与验收. */
  | 'EIA'
  /** 执法与处罚. */
  | 'ENFORCEMENT'
  /** 监测. */
  | 'MONITORING'
  /** 噪声. */
  | 'NOISE'
  /** 其他. */
  | 'OTHER'
  /** 排污许可. */
  | 'PERMIT'
  /** 投诉与信访. */
  | 'PETITION'
  /** 平台使用. */
  | 'PLATFORM'
  /** 采购与招投标. */
  | 'PROCUREMENT'
  /** 辐射. */
  | 'RADIATION'
  /** 土壤. */
  | 'SOIL'
  /** 固体废物. */
  | 'SOLID_WASTE'
  /** 水. */
  | 'WATER';

export type AskPanelQueryVariables = Exact<{
  input: AskInput;
}>;


export type AskPanelQuery = { ask: { tier: AskTier | null, refusal: string | null, problems: Array<{ message: string }>, answers: Array<{ text: string, question: string | null, isQuotation: boolean, citations: Array<{ lawTitle: string, label: string, url: string }> }> } };


export const AskPanelDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AskPanel"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AskInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ask"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"refusal"}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"answers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"question"}},{"kind":"Field","name":{"kind":"Name","value":"isQuotation"}},{"kind":"Field","name":{"kind":"Name","value":"citations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lawTitle"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}}]}}]}}]} as unknown as DocumentNode<AskPanelQuery, AskPanelQueryVariables>;
