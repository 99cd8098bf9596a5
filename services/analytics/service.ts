import { AnalyticsService } from '../../gen/ts/skein/analytics/v1/analytics_service_pb.ts';
import { plannedService } from '../hosting/define-service.ts';

export const analytics = plannedService({ name: 'analytics', public: [AnalyticsService], port: 50_069 });
