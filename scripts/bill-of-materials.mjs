// The bill of materials of what is published (CycloneDX): of everything npm knows here, what dist/licences.txt says is bundled.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const bundled = new Set(readFileSync('dist/licences.txt', 'utf8').match(/(?<=^| )(?:@[\w-]+\/)?[\w.-]+@\d[\w.+-]*/gm));
const { metadata, components, dependencies, ...bill } = JSON.parse(
  execFileSync('npm', ['sbom', '--sbom-format=cyclonedx'], { encoding: 'utf8', maxBuffer: 1e8 }),
);
const missing = [...bundled].filter((id) => !components.some((one) => one['bom-ref'] === id));
if (missing.length > 0) throw new Error(`npm does not know ${missing.join(', ')}, which dist/licences.txt names`);
const name = JSON.parse(readFileSync('package.json', 'utf8')).name;
const itself = { ...metadata.component, name, type: 'application' };

const document = {
  ...bill,
  metadata: { ...metadata, component: itself },
  // For npm all of it is needed to build only, since nothing is installed with keyless: it is inside.
  components: components.filter(isBundled).map((component) => ({ ...component, properties: undefined })),
  dependencies: [
    { ref: itself['bom-ref'], dependsOn: [...bundled] },
    ...dependencies
      .filter(({ ref }) => bundled.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((id) => bundled.has(id)) })),
  ],
};
process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);

function isBundled(component) {
  return bundled.has(component['bom-ref']);
}
