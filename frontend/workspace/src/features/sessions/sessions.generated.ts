/* Written by `npm run codegen` from src/features/sessions/sessions.graphql. Do not edit. */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** What a person types to register. */
export type AccountRegisterInput = {
  /** 统一社会信用代码; empty for institutions outside the legal-person base. */
  creditCode?: string;
  /** What others see. */
  displayName: string;
  /** Where the person will sign in. */
  email: string;
  /** Why there is no code, 4 to 200 characters; empty when there is one. */
  noCodeReason?: string;
  /** ENTERPRISE or PROVIDER. */
  organisationKind: OrganisationKind;
  /** As registered. */
  organisationName: string;
  /** 8 characters, 3 of 4 kinds, unless set otherwise. */
  password: string;
  /** Where it is registered. */
  regionCode: string;
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

/** The answer to a second step: exactly one of the three. */
export type SessionConfirmInput = {
  /** Six digits of the app. */
  code?: string | null | undefined;
  /** JSON of what `navigator.credentials.get` gave. */
  passkey?: string | null | undefined;
  /** One of the ten recovery codes. */
  recoveryCode?: string | null | undefined;
  /** As the first step named it. */
  token: string;
};

/** What a person types to sign in. */
export type SessionSignInInput = {
  /** As registered. */
  email: string;
  /** As chosen. */
  password: string;
};

export type SessionSignInMutationVariables = Exact<{
  input: SessionSignInInput;
}>;


export type SessionSignInMutation = { sessionSignIn: { viewer: { id: string } | null, secondStep: { token: string, hasTotp: boolean, passkeyOptions: string | null } | null, problems: Array<{ code: string, path: Array<string>, message: string }> } };

export type SessionConfirmMutationVariables = Exact<{
  input: SessionConfirmInput;
}>;


export type SessionConfirmMutation = { sessionConfirm: { viewer: { id: string } | null, problems: Array<{ code: string, path: Array<string>, message: string }> } };

export type AccountRegisterMutationVariables = Exact<{
  input: AccountRegisterInput;
}>;


export type AccountRegisterMutation = { accountRegister: { sentTo: string | null, problems: Array<{ code: string, path: Array<string>, message: string }> } };


export const SessionSignInDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SessionSignIn"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SessionSignInInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sessionSignIn"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"secondStep"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"token"}},{"kind":"Field","name":{"kind":"Name","value":"hasTotp"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyOptions"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SessionSignInMutation, SessionSignInMutationVariables>;
export const SessionConfirmDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SessionConfirm"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SessionConfirmInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sessionConfirm"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SessionConfirmMutation, SessionConfirmMutationVariables>;
export const AccountRegisterDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AccountRegister"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AccountRegisterInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accountRegister"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sentTo"}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AccountRegisterMutation, AccountRegisterMutationVariables>;
