// Prints the objects of a file that are Kubernetes' own. Their schemas are public; Istio's are checked by istioctl.
import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';

const documents = parseAllDocuments(readFileSync(process.argv[2]!, 'utf8'));
const own = documents.filter((each) => !String(each.get('apiVersion')).includes('istio.io'));
process.stdout.write(own.map(String).join('---\n'));
