import { SearchService } from '../../gen/ts/skein/search/v1/search_service_pb.ts';
import { elasticsearch } from '../../platform/elasticsearch/engine.ts';
import { plannedService } from '../hosting/define-service.ts';

export const search = plannedService({
  name: 'search',
  public: [SearchService],
  port: 50_066,
  engines: [elasticsearch],
});
