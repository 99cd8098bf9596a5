import { LinkService } from '../../gen/ts/skein/media/v1/link_service_pb.ts';
import { MediaService } from '../../gen/ts/skein/media/v1/media_service_pb.ts';
import { plannedService } from '../hosting/define-service.ts';

export const media = plannedService({ name: 'media', public: [MediaService, LinkService], port: 50_064 });
