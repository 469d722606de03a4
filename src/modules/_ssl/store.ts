// Where this system keeps the certificates it trusts. OpenSSL inside Node looks where its builders said; if nothing is there, the places of
// the common distributions are tried. SSL_CERT_FILE and SSL_CERT_DIR win, as they do in OpenSSL.
import { host } from '../../host/host.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { PyTuple } from '../../objects/model/values.ts';
import { strFromJs } from '../../objects/ops/strings.ts';
import { cString } from '../foreign.ts';
import { LINE, raiseLast } from './errors.ts';
import { C } from './lib.ts';

interface Store {
  file: string;
  folder: string;
}

const PLACES: readonly Store[] = [
  { file: '/usr/lib/ssl/cert.pem', folder: '/usr/lib/ssl/certs' },
  { file: '/etc/ssl/cert.pem', folder: '/etc/ssl/certs' },
  { file: '/etc/pki/tls/cert.pem', folder: '/etc/pki/tls/certs' },
  { file: '/etc/ssl/ca-bundle.pem', folder: '/var/lib/ca-certificates/openssl' },
];

const exists = (path: string): boolean => {
  try {
    host.files.stat(path, true);
    return true;
  } catch {
    return false;
  }
};

let found: Store | undefined;

function systemStore(): Store {
  if (found === undefined) {
    const own = { file: C.X509_get_default_cert_file() as string, folder: C.X509_get_default_cert_dir() as string };
    const isUsable = ({ file, folder }: Store): boolean => exists(file) || exists(folder);
    found = [own, ...PLACES].find(isUsable) ?? own;
  }
  return found;
}

export function useSystemStore(context: bigint): void {
  const { file, folder } = systemStore();
  const env = (name: string, otherwise: string): string => host.process.getenv(name) ?? otherwise;
  const actualFile = env(C.X509_get_default_cert_file_env() as string, file);
  const actualFolder = env(C.X509_get_default_cert_dir_env() as string, folder);
  C.ERR_clear_error();
  // A missing store is no error: the program may load others.
  if (exists(actualFile)) C.SSL_CTX_load_verify_locations(context, cString(actualFile), null);
  if (exists(actualFolder) && C.SSL_CTX_load_verify_locations(context, null, cString(actualFolder)) !== 1) raiseLast(LINE.other);
  C.ERR_clear_error();
}

/** `get_default_verify_paths`: names of the variables and the paths that hold without them. */
export function defaultVerifyPaths(): PyObject {
  const { file, folder } = systemStore();
  return new PyTuple([C.X509_get_default_cert_file_env() as string, file, C.X509_get_default_cert_dir_env() as string, folder].map((text) => strFromJs(text)));
}
