import { type Clients, password, type RunningNetwork } from '../journeys/network.ts';
import type { Window, Windows } from './chromium.ts';
import { isLive, signIn } from './steps.ts';

export interface Setting {
  readonly network: RunningNetwork;
  readonly chromium: Windows;
}

/** A user who may have a window. */
export interface Person {
  readonly id: string;
  readonly handle: string;
  readonly token: string;
}

/** The window sizes that the page supports. */
export const desktop = { width: 1000, height: 860 };
export const smallPhone = { width: 360, height: 740 };

export async function signedUp({ network }: Setting, handle: string): Promise<Person> {
  const { account, tokens } = await network.as().auth.signUp({ handle, password });
  return { id: account!.user!.id, handle, token: tokens!.accessToken };
}

/** Clients of a user with a new token, because those of a journey expire within seconds. */
export async function as({ network }: Setting, { handle }: Person): Promise<Clients> {
  const { tokens } = await network.as().auth.signIn({ handle, password });
  return network.as(tokens!.accessToken);
}

/** A new window with a signed-in user. */
export async function windowOf(
  { network, chromium }: Setting,
  { handle }: Person,
  look: { width: number; height: number; dark?: boolean } = desktop,
): Promise<Window> {
  const window = await chromium.open(network.httpUrl, look);
  await signIn(window.page, handle);
  await isLive(window.page);
  return window;
}
