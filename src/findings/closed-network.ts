import { messageFix, needed } from './admin-message.js';
import type { Explanation, Fix, Known } from './explanation.js';
import { azurePage, run, toDo } from './fix.js';
import { pages } from './pages.js';
import { resourcePlace } from './places.js';
import { quote } from './quote.js';
import { shellWord } from '../settings/shell-word.js';

/** Words for a resource that answers only through a private endpoint. */
export function publicAccessDisabled(host: string, known: Known): Explanation {
  return {
    title: 'The resource is closed to the internet',
    why: `${host ? quote(host) : 'The resource'} answers only through a private endpoint, and this request came from outside. The sign-in is not the problem.`,
    fix: [
      toDo('local', 'likely', 'Run it inside the virtual network, or over the VPN that leads there.'),
      lookUp(host, known),
      azurePage('likely', resourcePlace(known, 'Networking')),
      askOwner(
        'Could you open a way to one Azure OpenAI resource, please?',
        'public access to it is switched off, and our application calls it from outside.',
        host,
        known,
      ),
    ],
    docs: [pages.networks],
  };
}

/** Words for a resource that admits selected networks. */
export function firewallBlocked(host: string, known: Known): Explanation {
  return {
    title: 'The firewall of the resource keeps this address out',
    why: `${host ? quote(host) : 'The resource'} admits selected networks only, and the address of ${known.isOwn || known.isAccepted ? 'this machine' : 'the machine that asked'} is not among them. The sign-in is not the problem.`,
    fix: [
      azurePage('likely', resourcePlace(known, 'Networking › Firewalls and virtual networks')),
      toDo('local', 'likely', 'Run it from a network that is admitted, or over the VPN that leads there.'),
      askOwner(
        'Could you admit one more address to an Azure OpenAI resource, please?',
        'the firewall of the resource turns our application away.',
        host,
        known,
        [['Address wanted', 'PUBLIC_ADDRESS_OF_THE_APPLICATION']],
      ),
    ],
    docs: [pages.networks],
  };
}

/** Words for a way in that exists and was never approved. */
export function privateEndpointUnapproved(host: string, known: Known): Explanation {
  return {
    title: 'The private endpoint is not approved',
    why: `The request reached ${host ? quote(host) : 'the resource'} by a private endpoint that nobody has approved there, or by a way around it. A role does not help here; the owner of the resource has to approve it.`,
    fix: [
      azurePage('likely', resourcePlace(known, 'Networking › Private endpoint connections › Approve')),
      askOwner(
        'Could you approve a private endpoint connection to an Azure OpenAI resource, please?',
        'traffic through it is refused before it is approved.',
        host,
        known,
      ),
      lookUp(host, known),
    ],
    docs: [pages.networks],
  };
}

// A private address (10., 172.16. to 172.31., 192.168.) means that the private way is in use.
function lookUp(host: string, known: Known): Fix {
  return run('local', 'likely', `nslookup ${shellWord((host || hostOf(known) || 'ENDPOINT_HOST').replace(/:\d+$/, ''))}`);
}

function askOwner(ask: string, why: string, host: string, known: Known, lines: [string, string][] = []): Fix {
  return messageFix('azure', 'likely', {
    ask,
    lines: [...needed('Resource', host || hostOf(known), 'HOST_OF_THE_RESOURCE'), ...lines],
    why,
  });
}

function hostOf({ endpoint }: Known): string {
  return endpoint && URL.canParse(endpoint) ? new URL(endpoint).hostname : '';
}
