import { runService } from '../cluster/run-service.ts';

runService('ops');
