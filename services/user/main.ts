import { runService } from '../hosting/cluster/run-service.ts';

runService('user');
