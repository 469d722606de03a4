// Certificate: what get_verified_chain() and get_unverified_chain() give. CPython: Modules/_ssl/cert.c.
import { defineType, method, compareSlots, type CompareOp } from '../../objects/declare/type.ts';
import { PyBase, type PyObject } from '../../objects/model/object.ts';
import { NotImplemented, PyBytes } from '../../objects/model/values.ts';
import { raise } from '../../objects/ops/raise.ts';
import { strFromJs } from '../../objects/ops/strings.ts';
import { ValueError } from '../../objects/types/exceptions.ts';
import { own } from '../foreign.ts';
import { ENCODING_DER, ENCODING_PEM } from './constants.ts';
import { decodeCertificate } from './decode.ts';
import { bytesText, C, written } from './lib.ts';

export class PyCertificate extends PyBase {
  pointer = 0n;
}

/** Takes over one reference. */
export function newCertificate(pointer: bigint): PyCertificate {
  const self = new PyCertificate();
  self.pointer = pointer;
  own(self, () => C.X509_free(pointer));
  return self;
}

export const derOf = (certificate: bigint): PyBytes => new PyBytes(written((bio) => void C.i2d_X509_bio(bio, certificate)));

function publicBytes(self: PyCertificate, format: number): PyObject {
  if (format === ENCODING_PEM) return strFromJs(bytesText(written((bio) => void C.PEM_write_bio_X509(bio, self.pointer))));
  if (format === ENCODING_DER) return derOf(self.pointer);
  raise(ValueError, 'Unsupported format');
}

/** XN_FLAG_RFC2253 without escaping what is beyond ASCII. */
const NAME_STYLE = 0x1110317 & ~4;

export const certificateType = defineType(PyCertificate, {
  name: 'Certificate',
  module: '_ssl',
  flags: ['NO_NEW'],
  slots: {
    repr: (self: PyCertificate) => {
      const name = C.X509_get_subject_name(self.pointer);
      return strFromJs(`<_ssl.Certificate '${bytesText(written((bio) => void C.X509_NAME_print_ex(bio, name, 0, NAME_STYLE)))}'>`);
    },
    hash: (self: PyCertificate) => Number(C.X509_subject_name_hash(self.pointer)),
    ...compareSlots((self: PyCertificate, other: PyObject, op: CompareOp) => {
      if (!(other instanceof PyCertificate) || (op !== 'eq' && op !== 'ne')) return NotImplemented;
      return (C.X509_cmp(self.pointer, other.pointer) === 0) === (op === 'eq');
    }),
  },
  methods: [
    method('public_bytes(self, /, format: int = 1)', 'The certificate as PEM text or DER bytes.', publicBytes),
    method('get_info(self, /)', 'Its fields as a dict.', (self: PyCertificate) => decodeCertificate(self.pointer)),
  ],
});
