/* Written by `npm run codegen` from src/features/registrations/registrations.graphql. Do not edit. */
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

/** Opens the link of a mail. */
export type EmailConfirmInput = {
  /** As it stands in the link. */
  token: string;
};

/** Asks for the link again. */
export type EmailConfirmationSendInput = {
  /** Where to. */
  email: string;
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

/** What a document of a registration is. */
export type RegistrationDocumentKind =
  /** 证书: what shows that an institution without a credit code exists. */
  | 'CERTIFICATE'
  /** 单位函: the sealed letter that names the person. */
  | 'LETTER';

/** What is still missing before an organisation may act (所缺). */
export type RegistrationNeed =
  /** 证书: upload what shows that the institution exists. */
  | 'CERTIFICATE'
  /** 确认邮箱: open the link in the mail. */
  | 'CONFIRM_EMAIL'
  /** 等待协会审核: nothing to be done. */
  | 'DECISION'
  /** 单位函: upload the sealed letter. */
  | 'LETTER'
  /** 修改后重新提交: it was refused. */
  | 'SEND_AGAIN';

/** Sends a refused registration again. */
export type RegistrationSendInput = {
  /** 统一社会信用代码; empty for institutions outside the legal-person base. */
  creditCode?: string;
  /** Why there is no code, 4 to 200 characters; empty when there is one. */
  noCodeReason?: string;
  /** ENTERPRISE or PROVIDER. */
  organisationKind: OrganisationKind;
  /** As registered. */
  organisationName: string;
  /** Where it is registered. */
  regionCode: string;
  /** Which. */
  registrationId: string;
};

export type EmailConfirmMutationVariables = Exact<{
  input: EmailConfirmInput;
}>;


export type EmailConfirmMutation = { emailConfirm: { isConfirmed: boolean, problems: Array<{ code: string, path: Array<string>, message: string }> } };

export type EmailConfirmationSendMutationVariables = Exact<{
  input: EmailConfirmationSendInput;
}>;


export type EmailConfirmationSendMutation = { emailConfirmationSend: { problems: Array<{ code: string, path: Array<string>, message: string }> } };

export type RegistrationFieldsFragment = { id: string, kind: OrganisationKind, name: string, creditCode: string | null, noCodeReason: string | null, isClaim: boolean, missing: Array<RegistrationNeed>, region: { code: string, fullName: string }, organisation: { id: string, standing: OrganisationStanding } | null, documents: Array<{ kind: RegistrationDocumentKind, bytes: number, uploadedAt: string, url: string }>, changeRequest: { id: string, state: ChangeState, note: string | null, reasonCode: ChangeReasonCode | null, reasonLabel: string | null, dueOn: string | null } | null };

export type MyRegistrationQueryVariables = Exact<{ [key: string]: never; }>;


export type MyRegistrationQuery = { myRegistration: RegistrationFieldsFragment | null };

export type RegistrationSendMutationVariables = Exact<{
  input: RegistrationSendInput;
}>;


export type RegistrationSendMutation = { registrationSend: { registration: RegistrationFieldsFragment | null, problems: Array<{ code: string, path: Array<string>, message: string }> } };

export const RegistrationFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RegistrationFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Registration"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"creditCode"}},{"kind":"Field","name":{"kind":"Name","value":"noCodeReason"}},{"kind":"Field","name":{"kind":"Name","value":"isClaim"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}},{"kind":"Field","name":{"kind":"Name","value":"region"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"fullName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"organisation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"standing"}}]}},{"kind":"Field","name":{"kind":"Name","value":"documents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"bytes"}},{"kind":"Field","name":{"kind":"Name","value":"uploadedAt"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}},{"kind":"Field","name":{"kind":"Name","value":"changeRequest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"reasonCode"}},{"kind":"Field","name":{"kind":"Name","value":"reasonLabel"}},{"kind":"Field","name":{"kind":"Name","value":"dueOn"}}]}}]}}]} as unknown as DocumentNode<RegistrationFieldsFragment, unknown>;
export const EmailConfirmDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"EmailConfirm"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"EmailConfirmInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"emailConfirm"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isConfirmed"}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<EmailConfirmMutation, EmailConfirmMutationVariables>;
export const EmailConfirmationSendDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"EmailConfirmationSend"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"EmailConfirmationSendInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"emailConfirmationSend"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<EmailConfirmationSendMutation, EmailConfirmationSendMutationVariables>;
export const MyRegistrationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MyRegistration"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"myRegistration"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RegistrationFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RegistrationFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Registration"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"creditCode"}},{"kind":"Field","name":{"kind":"Name","value":"noCodeReason"}},{"kind":"Field","name":{"kind":"Name","value":"isClaim"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}},{"kind":"Field","name":{"kind":"Name","value":"region"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"fullName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"organisation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"standing"}}]}},{"kind":"Field","name":{"kind":"Name","value":"documents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"bytes"}},{"kind":"Field","name":{"kind":"Name","value":"uploadedAt"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}},{"kind":"Field","name":{"kind":"Name","value":"changeRequest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"reasonCode"}},{"kind":"Field","name":{"kind":"Name","value":"reasonLabel"}},{"kind":"Field","name":{"kind":"Name","value":"dueOn"}}]}}]}}]} as unknown as DocumentNode<MyRegistrationQuery, MyRegistrationQueryVariables>;
export const RegistrationSendDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RegistrationSend"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RegistrationSendInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"registrationSend"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"registration"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RegistrationFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RegistrationFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Registration"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"creditCode"}},{"kind":"Field","name":{"kind":"Name","value":"noCodeReason"}},{"kind":"Field","name":{"kind":"Name","value":"isClaim"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}},{"kind":"Field","name":{"kind":"Name","value":"region"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"fullName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"organisation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"standing"}}]}},{"kind":"Field","name":{"kind":"Name","value":"documents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"bytes"}},{"kind":"Field","name":{"kind":"Name","value":"uploadedAt"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}},{"kind":"Field","name":{"kind":"Name","value":"changeRequest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"reasonCode"}},{"kind":"Field","name":{"kind":"Name","value":"reasonLabel"}},{"kind":"Field","name":{"kind":"Name","value":"dueOn"}}]}}]}}]} as unknown as DocumentNode<RegistrationSendMutation, RegistrationSendMutationVariables>;
