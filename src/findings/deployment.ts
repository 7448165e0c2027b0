import { accountNames, createDeployment, deploymentFixes, listModels, showAccounts } from './azure-commands.js';
import type { Explanation, Fix, Known } from './explanation.js';
import type { Evidence } from './finding.js';
import { run, set, wait } from './fix.js';
import { deploymentsPage } from './places.js';
import { quote, quoteAll } from './quote.js';

/** Words for a deployment that the resource does not have; the ones it has are offered, the likeliest first. */
export function deploymentMissing({ deployment, available }: Evidence['azure-openai/deployment-missing'], known: Known): Explanation {
  return {
    title: 'The resource has no deployment of this name',
    why: `${deployment ? quote(deployment) : 'The name in the settings'} is not among its deployments${available.length > 0 ? `; it has ${quoteAll(available)}` : ''}. What counts is the name that was given to the deployment in Azure, not the name of the model. A deployment made in the last 5 minutes may not answer yet.`,
    fix: [
      ...deploymentChoices(available, deployment),
      ...deploymentFixes(known),
      deploymentsPage('likely'),
      wait('azure', 'maybe', 'If the deployment is new, wait 5 minutes and try again.'),
    ],
    docs: [],
  };
}

/** The deployments there are, to choose from: the only one is likely meant, and so is one of this name in other letters. */
export function deploymentChoices(available: readonly string[], asked: string | null): Fix[] {
  const isLikely = (name: string): boolean => available.length === 1 || name.toLowerCase() === asked?.toLowerCase();
  return available.slice(0, 5).map((name) => set('local', isLikely(name) ? 'likely' : 'maybe', 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME', name));
}

/** Words for a deployment whose model Microsoft withdrew. */
export function modelRetired(deployment: string, known: Known): Explanation {
  return {
    title: 'The model behind this deployment is retired',
    why: `${deployment ? quote(deployment) : 'The deployment'} exists, and Microsoft has withdrawn its model. Another model has to be deployed. Sign-in and role are right.`,
    fix: [
      deploymentsPage('certain'),
      ...(known.accountId ? [] : [run('azure', 'likely', showAccounts(known))]),
      run('azure', 'likely', listModels(known)),
      run('azure', 'likely', createDeployment(deployment || 'DEPLOYMENT_NAME', accountNames(known))),
    ],
    docs: [],
  };
}
