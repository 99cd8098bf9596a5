import { createContext, useContext, useSyncExternalStore } from 'react';
import type { User } from '../../../../gen/ts/skein/user/v1/user_pb.ts';
import { newRequestId } from '../api/anonymous-auth.ts';
import {
  graph,
  notifications as notificationService,
  openSocket,
  posts,
  sessionEnded,
  timelines,
} from '../api/clients.ts';
import { liveSocket } from '../api/live-socket.ts';
import { type HomeTimeline, homeTimeline } from '../home/home-timeline.ts';
import { after, everyWhileVisible, pageVisible, pause, whilePageVisible } from '../home/page-visibility.ts';
import { type LiveNotifications, liveNotifications } from '../notifications/live-notifications.ts';
import { showUnread } from '../notifications/unread-badge.ts';
import { crossWindow } from './cross-window.ts';
import { createEntities, type Entities } from './entities.ts';
import { createFreshness, type Freshness } from './freshness.ts';
import { createHistoryCache, type HistoryCache } from './history-cache.ts';
import { createMutations, type Mutations } from './mutations.ts';
import type { OptimisticStore } from './optimistic-store.ts';

/** The client state of one reader. Another reader has another one, because posts carry the reader's own state. */
export interface Model {
  readonly entities: Entities;
  readonly mutations: Mutations;
  readonly freshness: Freshness;
  readonly visits: HistoryCache;
  /** Undefined without a session. */
  readonly home: HomeTimeline | undefined;
  /** Undefined without a session. */
  readonly notifications: LiveNotifications | undefined;
  close(): void;
}

/** How often the screen is refreshed, in milliseconds. */
const freshMs = 30_000;

/** @param userId of the signed-in user; undefined without a session */
export function createModel(userId: string | undefined): Model {
  const entities = createEntities();
  const live = {
    socket: liveSocket(openSocket, after),
    failed: sessionEnded,
    visible: pageVisible,
    whileVisible: whilePageVisible,
    pause,
    random: Math.random,
  };
  const home = userId === undefined ? undefined : homeTimeline({ timelines, entities, ...live });
  const notifications =
    userId === undefined
      ? undefined
      : liveNotifications({
          notifications: notificationService,
          entities,
          newRequestId,
          showUnread,
          ...live,
        });
  const freshness = createFreshness({
    entities,
    batchGetPosts: (postIds, signal) => posts.batchGetPosts({ postIds }, { signal }),
    whileVisible: everyWhileVisible(freshMs),
  });
  const mutations = createMutations({
    entities,
    posts,
    graph,
    notifications: notificationService,
    newRequestId,
    threadMuteChanged: () => notifications?.refresh(),
    followChanged(id, following) {
      home?.refresh();
      windows?.broadcast({ userId: id, following });
    },
    lost: freshness.readAgain,
  });
  const windows =
    userId === undefined
      ? undefined
      : crossWindow(userId, ({ userId: id, following }) => {
          const relationship = entities.relationships.get(id);
          if (relationship !== undefined)
            entities.relationships.put(id, { ...relationship, following }, entities.now());
          home?.refresh();
        });
  const visits = createHistoryCache();
  return {
    entities,
    mutations,
    freshness,
    visits,
    home,
    notifications,
    close() {
      visits.close();
      windows?.close();
      home?.close();
      notifications?.close();
      freshness.close();
    },
  };
}

export const ModelContext = createContext<Model | undefined>(undefined);

export function useModel(): Model {
  const model = useContext(ModelContext);
  if (model === undefined) throw new Error('There is no model above this component.');
  return model;
}

/** Subscribes to a value of a store by id. */
export function useEntity<V extends object>(store: OptimisticStore<V>, id: string): V | undefined {
  return useSyncExternalStore(
    (listener) => store.onChange(id, listener),
    () => store.get(id),
  );
}

export const useUser = (id: string): User | undefined => useEntity(useModel().entities.users, id);
