import { TrendService } from '../../gen/ts/skein/trend/v1/trend_service_pb.ts';
import { plannedService } from '../hosting/define-service.ts';

export const trend = plannedService({ name: 'trend', public: [TrendService], port: 50_067 });
