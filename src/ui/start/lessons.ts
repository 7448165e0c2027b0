import type { Code } from '../../findings/finding.js';

/** One fault to be found and mended. */
export interface Lesson {
  fault: Code;
  /** Who refuses, and a question that does not give the answer away. */
  refuses: string;
  question: string;
  /** What whoever has found it knows from then on. */
  learned: string;
}

/** One of each hop of the way, easy ones first. */
export const lessons: readonly Lesson[] = [
  {
    fault: 'auth0/grant-missing',
    refuses: 'Auth0 refuses',
    question: 'who may ask for this API?',
    learned: 'In Auth0 an application gets a token for an API only after it was authorised for that API.',
  },
  {
    fault: 'trust/issuer-slash',
    refuses: 'Entra ID refuses',
    question: 'do both sides hold the same?',
    learned: 'Entra ID compares letter for letter, and Auth0 always ends its issuer with a slash.',
  },
  {
    fault: 'azure-openai/role-missing',
    refuses: 'Azure OpenAI refuses',
    question: 'known, and not let in: why?',
    learned: 'A role to manage a resource does not open its data: a prompt needs a role with data actions.',
  },
  {
    fault: 'token/type-unsupported',
    refuses: 'Entra ID refuses again',
    question: 'all values match: what is left?',
    learned: 'Entra ID looks at the header of a token too: of the two token profiles of Auth0 it takes one.',
  },
  {
    fault: 'entra/issuer-unreachable',
    refuses: 'Entra ID cannot say yes',
    question: 'a good token: who is in the way?',
    learned: 'Entra ID reads the keys of Auth0 from the internet: what works from here can be closed to it.',
  },
];

/** Where a lesson stands in the list. */
export function lessonAt(fault: Code): { lesson: Lesson; index: number } | null {
  const index = lessons.findIndex((one) => one.fault === fault);
  const lesson = lessons[index];
  return lesson ? { lesson, index } : null;
}
