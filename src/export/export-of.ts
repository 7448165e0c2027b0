import type { FieldName } from '../settings/field-name.js';
import type { Profile, SettingProblem } from '../settings/profile.js';
import { azureCli } from './azure-cli.js';
import { bicep } from './bicep.js';
import { csharp } from './csharp.js';
import { curl } from './curl.js';
import { githubActions } from './github-actions.js';
import { go } from './go.js';
import { java } from './java.js';
import type { CodeKind, Exported, Template } from './kind.js';
import { python } from './python.js';
import { terraform } from './terraform.js';
import { typescript } from './typescript.js';

/** Auth0's side, which is all that Azure's side is made of. */
const auth0Side = ['OIDC_ENDPOINT', 'OIDC_CLIENT_ID', 'OIDC_AUDIENCE'] as const;
const bothSides = [
  ...auth0Side,
  'AZURE_TENANT_ID',
  'AZURE_CLIENT_ID',
  'AZURE_AUTHORITY_HOST',
  'AZURE_AOAI_ENDPOINT',
  'AZURE_AOAI_MODEL_DEPLOYMENT_NAME',
  'AZURE_AOAI_API_VERSION',
] as const;

/** Every kind with what it takes; the compiler asks for one that is not here. */
const templates: { readonly [K in CodeKind]: { template: Template; needs: readonly FieldName[] } } = {
  typescript: { template: typescript, needs: bothSides },
  python: { template: python, needs: bothSides },
  csharp: { template: csharp, needs: bothSides },
  go: { template: go, needs: bothSides },
  java: { template: java, needs: bothSides },
  curl: { template: curl, needs: bothSides },
  bicep: { template: bicep, needs: auth0Side },
  terraform: { template: terraform, needs: auth0Side },
  'azure-cli': { template: azureCli, needs: auth0Side },
  'github-actions': { template: githubActions, needs: bothSides },
};

/** The settings a kind is made of; a profile that was parsed for these alone is enough for it (`parseSettings(texts, names)`). The secret is never among them. */
export function settingsFor(kind: CodeKind): readonly FieldName[] {
  return templates[kind].needs;
}

/** What is wrong with the settings of a kind, so that it cannot be made. Unlike for a check, a deployment that is missing is. */
export function obstaclesTo(kind: CodeKind, problems: readonly SettingProblem[]): SettingProblem[] {
  const needs = settingsFor(kind);
  return problems.filter((problem) => problem.kind !== 'retired-version' && problem.kind !== 'normalised' && needs.includes(problem.field));
}

/** The connection as one text of this kind: filled with the values, commented where a person has to decide, without a secret. */
export function exportOf(kind: CodeKind, profile: Profile): Exported {
  return { kind, ...templates[kind].template(profile) };
}
