// A certificate as the dict that getpeercert() gives. CPython: _decode_certificate and its helpers in Modules/_ssl.c.
import type { PyObject } from '../../objects/model/object.ts';
import type { PyDict } from '../../objects/model/dict.ts';
import { None, PyTuple } from '../../objects/model/values.ts';
import { raise } from '../../objects/ops/raise.ts';
import { strFromJs } from '../../objects/ops/strings.ts';
import { dictSetStr, newDict } from '../../objects/types/dictStore.ts';
import { ValueError } from '../../objects/types/exceptions.ts';
import { copyMemory, cString, type Pointer } from '../foreign.ts';
import { LINE, raiseBare, raiseLast } from './errors.ts';
import { bytesText, C, Out, stackItems, written } from './lib.ts';

const NID_SUBJECT_ALT_NAME = 85,
  NID_CRL_DISTRIBUTION_POINTS = 103,
  NID_INFO_ACCESS = 177,
  NID_AD_OCSP = 178,
  NID_AD_CA_ISSUERS = 179;

const GEN = { OTHERNAME: 0, EMAIL: 1, DNS: 2, X400: 3, DIRNAME: 4, EDIPARTY: 5, URI: 6, IPADD: 7, RID: 8 } as const;

const view = (pointer: bigint, length: number): DataView => new DataView(copyMemory(pointer, length).buffer);
const pointerAt = (address: bigint, offset = 0): Pointer => {
  const p = view(address + BigInt(offset), 8).getBigUint64(0, true);
  return p === 0n ? null : p;
};

/** The text of an object identifier: its long name, or dotted numbers. */
export function objectText(object: Pointer, numeric: boolean): string {
  let buffer = new Uint8Array(256);
  let n = C.OBJ_obj2txt(buffer, buffer.length, object, numeric ? 1 : 0) as number;
  if (n >= buffer.length) {
    buffer = new Uint8Array(n + 1);
    n = C.OBJ_obj2txt(buffer, buffer.length, object, numeric ? 1 : 0) as number;
  }
  if (n < 0) raiseLast(LINE.other);
  return bytesText(buffer.subarray(0, n));
}

function stringText(string: Pointer): string {
  const out = new Out();
  const length = C.ASN1_STRING_to_UTF8(out.memory, string) as number;
  if (length < 0) raiseLast(LINE.other);
  if (out.pointer === null) return '';
  const text = bytesText(copyMemory(out.pointer, length));
  C.CRYPTO_free(out.pointer, cString(''), 0);
  return text;
}

const pair = (name: string, value: PyObject): PyTuple => new PyTuple([strFromJs(name), value]);

/** A distinguished name: a tuple of its parts, each a tuple of (attribute, value) pairs. */
function nameTuple(name: Pointer): PyTuple {
  const parts: PyTuple[] = [];
  let current: PyTuple[] = [];
  let set = -1;
  const n = C.X509_NAME_entry_count(name) as number;
  for (let i = 0; i < n; i++) {
    const entry = C.X509_NAME_get_entry(name, i) as Pointer;
    const of = C.X509_NAME_ENTRY_set(entry) as number;
    if (set >= 0 && of !== set) {
      parts.push(new PyTuple(current));
      current = [];
    }
    set = of;
    current.push(pair(objectText(C.X509_NAME_ENTRY_get_object(entry), false), strFromJs(stringText(C.X509_NAME_ENTRY_get_data(entry)))));
  }
  if (current.length > 0) parts.push(new PyTuple(current));
  return new PyTuple(parts);
}

function asciiString(string: Pointer): Uint8Array {
  const data = C.ASN1_STRING_get0_data(string) as Pointer;
  return data === null ? new Uint8Array(0) : copyMemory(data, C.ASN1_STRING_length(string) as number);
}

function ipText(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.');
  if (bytes.length !== 16) return '<invalid>';
  const groups: string[] = [];
  for (let i = 0; i < 16; i += 2) groups.push(((bytes[i]! << 8) | bytes[i + 1]!).toString(16).toUpperCase());
  return groups.join(':');
}

/** One GENERAL_NAME: struct { int type; union of pointers }. */
function generalName(name: bigint): PyTuple {
  const type = view(name, 4).getInt32(0, true);
  const value = pointerAt(name, 8);
  switch (type) {
    case GEN.DIRNAME:
      return pair('DirName', nameTuple(value));
    case GEN.EMAIL:
      return pair('email', strFromJs(bytesText(asciiString(value))));
    case GEN.DNS:
      return pair('DNS', strFromJs(bytesText(asciiString(value))));
    case GEN.URI:
      return pair('URI', strFromJs(bytesText(asciiString(value))));
    case GEN.RID:
      return pair('Registered ID', strFromJs(objectText(value, false)));
    case GEN.IPADD:
      return pair('IP Address', strFromJs(ipText(asciiString(value))));
    default: {
      const text = bytesText(written((bio) => void C.GENERAL_NAME_print(bio, name)));
      const colon = text.indexOf(':');
      if (colon < 0) raise(ValueError, `Invalid value ${text}`);
      return pair(text.slice(0, colon), strFromJs(text.slice(colon + 1)));
    }
  }
}

function alternativeNames(certificate: Pointer): PyTuple | undefined {
  const names = C.X509_get_ext_d2i(certificate, NID_SUBJECT_ALT_NAME, null, null) as Pointer;
  if (names === null) return undefined;
  try {
    return new PyTuple(stackItems(names).map(generalName));
  } finally {
    C.GENERAL_NAMES_free(names);
  }
}

/** Addresses in the extension "authority information access" for one method. */
function infoAccess(certificate: Pointer, method: number): PyTuple | undefined {
  const info = C.X509_get_ext_d2i(certificate, NID_INFO_ACCESS, null, null) as Pointer;
  if (info === null) return undefined;
  try {
    const found: PyObject[] = [];
    for (const description of stackItems(info)) {
      if (C.OBJ_obj2nid(pointerAt(description, 0)) !== method) continue;
      const location = pointerAt(description, 8)!;
      if (view(location, 4).getInt32(0, true) === GEN.URI) found.push(strFromJs(bytesText(asciiString(pointerAt(location, 8)))));
    }
    return found.length === 0 ? undefined : new PyTuple(found);
  } finally {
    C.AUTHORITY_INFO_ACCESS_free(info);
  }
}

function crlPoints(certificate: Pointer): PyTuple | undefined {
  const points = C.X509_get_ext_d2i(certificate, NID_CRL_DISTRIBUTION_POINTS, null, null) as Pointer;
  if (points === null) return undefined;
  try {
    const found: PyObject[] = [];
    for (const point of stackItems(points)) {
      const name = pointerAt(point, 0);
      // DIST_POINT_NAME: { int type; union { fullname, relativename } }; only full names have addresses.
      if (name === null || view(name, 4).getInt32(0, true) !== 0) continue;
      for (const general of stackItems(pointerAt(name, 8))) {
        if (view(general, 4).getInt32(0, true) === GEN.URI) found.push(strFromJs(bytesText(asciiString(pointerAt(general, 8)))));
      }
    }
    return found.length === 0 ? undefined : new PyTuple(found);
  } finally {
    C.CRL_DIST_POINTS_free(points);
  }
}

export function decodeCertificate(certificate: bigint): PyDict {
  const dict = newDict();
  const text = (write: (bio: bigint) => void): PyObject => strFromJs(bytesText(written(write)));
  dictSetStr(dict, 'subject', nameTuple(C.X509_get_subject_name(certificate)));
  dictSetStr(dict, 'issuer', nameTuple(C.X509_get_issuer_name(certificate)));
  dictSetStr(dict, 'version', Number(C.X509_get_version(certificate)) + 1);
  dictSetStr(
    dict,
    'serialNumber',
    text((bio) => void C.i2a_ASN1_INTEGER(bio, C.X509_get_serialNumber(certificate))),
  );
  dictSetStr(
    dict,
    'notBefore',
    text((bio) => void C.ASN1_TIME_print(bio, C.X509_get0_notBefore(certificate))),
  );
  dictSetStr(
    dict,
    'notAfter',
    text((bio) => void C.ASN1_TIME_print(bio, C.X509_get0_notAfter(certificate))),
  );
  const optional: [string, PyTuple | undefined][] = [
    ['subjectAltName', alternativeNames(certificate)],
    ['OCSP', infoAccess(certificate, NID_AD_OCSP)],
    ['caIssuers', infoAccess(certificate, NID_AD_CA_ISSUERS)],
    ['crlDistributionPoints', crlPoints(certificate)],
  ];
  for (const [name, value] of optional) if (value !== undefined) dictSetStr(dict, name, value);
  C.ERR_clear_error();
  return dict;
}

/** `_test_decode_cert`: a PEM file, for tests. */
export function decodeFile(path: Uint8Array): PyObject {
  const bio = C.BIO_new_file(path, 'r') as Pointer;
  if (bio === null) raiseBare("Can't open file");
  const certificate = C.PEM_read_bio_X509(bio, null, null, null) as Pointer;
  C.BIO_free(bio);
  if (certificate === null) raiseBare('Error decoding PEM-encoded file');
  try {
    return decodeCertificate(certificate);
  } finally {
    C.X509_free(certificate);
  }
}

/** The names of an object identifier by number: (nid, short, long, dotted). */
export function objectTuple(object: Pointer): PyObject {
  const nid = C.OBJ_obj2nid(object) as number;
  if (nid === 0) raise(ValueError, 'Unknown object');
  const dotted = objectText(object, true);
  const short = C.OBJ_nid2sn(nid) as string | null;
  const long = C.OBJ_nid2ln(nid) as string | null;
  return new PyTuple([nid, short === null ? None : strFromJs(short), long === null ? None : strFromJs(long), dotted === '' ? None : strFromJs(dotted)]);
}
