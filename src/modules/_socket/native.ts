// The host's direct calls for sockets, and failed look-ups as exceptions.
import { host } from '../../host/host.ts';
import { OSError } from '../../objects/types/exceptions.ts';
import { strFromJs } from '../../objects/ops/strings.ts';
import { heapException, raiseHeap } from '../heapException.ts';
import { sys } from '../hostErrors.ts';

export interface AddressInfo {
  family: number;
  type: number;
  protocol: number;
  canonname: string;
  address: Uint8Array;
}

interface Received {
  result: number;
  address: Uint8Array;
}

/** hosts/node/ffi/net.ts as this folder uses it. */
export interface Net {
  LookupFailure: new (code: number) => { code: number; message: string };
  socket(family: number, type: number, protocol: number): number;
  socketpair(family: number, type: number, protocol: number): [number, number];
  bind(fd: number, address: Uint8Array): void;
  connect(fd: number, address: Uint8Array): void;
  listen(fd: number, backlog: number): void;
  accept(fd: number): Received;
  getsockname(fd: number): Uint8Array;
  getpeername(fd: number): Uint8Array;
  getsockopt(fd: number, level: number, option: number, size: number): Uint8Array;
  setsockopt(fd: number, level: number, option: number, value: Uint8Array | undefined, size: number): void;
  shutdown(fd: number, how: number): void;
  send(fd: number, data: Uint8Array, start: number, length: number, flags: number): number;
  sendto(fd: number, data: Uint8Array, flags: number, address: Uint8Array): number;
  recv(fd: number, into: Uint8Array, start: number, length: number, flags: number): number;
  recvNew(fd: number, length: number, flags: number): Uint8Array;
  recvfrom(fd: number, into: Uint8Array, length: number, flags: number): Received;
  recvfromNew(fd: number, length: number, flags: number): { data: Uint8Array; address: Uint8Array };
  sendmsg(fd: number, parts: readonly Uint8Array[], control: Uint8Array | undefined, flags: number, address: Uint8Array | undefined): number;
  recvmsg(fd: number, parts: readonly Uint8Array[], controlSize: number, flags: number): Received & { control: Uint8Array; flags: number };
  gethostname(): string;
  sethostname(name: Uint8Array): void;
  getaddrinfo(host: Uint8Array | undefined, service: string | undefined, family: number, type: number, protocol: number, flags: number): AddressInfo[];
  getnameinfo(address: Uint8Array, flags: number): [string, string];
  getservbyname(name: string, protocol: string | undefined): number | undefined;
  getservbyport(port: number, protocol: string | undefined): string | undefined;
  getprotobyname(name: string): number | undefined;
  ifNameToIndex(name: Uint8Array): number;
  ifIndexToName(index: number): string | undefined;
  inetPton(family: number, address: string): Uint8Array | undefined;
  inetNtop(family: number, packed: Uint8Array): string;
}

export const net = (): Net => (host.process.native as { net: Net }).net;

export const gaierror = heapException('socket', 'gaierror', () => [OSError]);
export const herror = heapException('socket', 'herror', () => [OSError]);

/** Runs a look-up; gaierror where the resolver has no answer. */
export function lookup<T>(f: () => T): T {
  return sys(() => {
    try {
      return f();
    } catch (error) {
      if (!(error instanceof net().LookupFailure)) throw error;
      raiseHeap(gaierror(), error.code, strFromJs(error.message));
    }
  });
}
