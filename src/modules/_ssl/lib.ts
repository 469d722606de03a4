// OpenSSL's functions as this folder calls them: those inside Node's own binary. What the headers have as macros is spelled out here.
import { foreign, type Pointer } from '../foreign.ts';

const P = 'void *';
const { declare } = foreign;

export const C = {
  OpenSSL_version: declare('OpenSSL_version', 'str', ['int']),
  OpenSSL_version_num: declare('OpenSSL_version_num', 'ulong', []),
  ERR_peek_last_error: declare('ERR_peek_last_error', 'ulong', []),
  ERR_clear_error: declare('ERR_clear_error', 'void', []),
  ERR_reason_error_string: declare('ERR_reason_error_string', 'str', ['ulong']),
  CRYPTO_free: declare('CRYPTO_free', 'void', [P, P, 'int']),
  RAND_bytes: declare('RAND_bytes', 'int', [P, 'int']),
  RAND_add: declare('RAND_add', 'void', [P, 'int', 'double']),
  RAND_status: declare('RAND_status', 'int', []),

  BIO_new: declare('BIO_new', P, [P]),
  BIO_s_mem: declare('BIO_s_mem', P, []),
  BIO_new_file: declare('BIO_new_file', P, [P, 'str']),
  BIO_new_mem_buf: declare('BIO_new_mem_buf', P, [P, 'int']),
  BIO_free: declare('BIO_free', 'int', [P]),
  BIO_up_ref: declare('BIO_up_ref', 'int', [P]),
  BIO_read: declare('BIO_read', 'int', [P, P, 'int']),
  BIO_write: declare('BIO_write', 'int', [P, P, 'int']),
  BIO_ctrl: declare('BIO_ctrl', 'long', [P, 'int', 'long', P]),
  BIO_ctrl_pending: declare('BIO_ctrl_pending', 'size_t', [P]),
  BIO_clear_flags: declare('BIO_clear_flags', 'void', [P, 'int']),
  BIO_set_flags: declare('BIO_set_flags', 'void', [P, 'int']),

  OBJ_obj2txt: declare('OBJ_obj2txt', 'int', [P, 'int', P, 'int']),
  OBJ_txt2obj: declare('OBJ_txt2obj', P, ['str', 'int']),
  OBJ_obj2nid: declare('OBJ_obj2nid', 'int', [P]),
  OBJ_nid2obj: declare('OBJ_nid2obj', P, ['int']),
  OBJ_nid2sn: declare('OBJ_nid2sn', 'str', ['int']),
  OBJ_nid2ln: declare('OBJ_nid2ln', 'str', ['int']),
  OBJ_sn2nid: declare('OBJ_sn2nid', 'int', [P]),
  ASN1_OBJECT_free: declare('ASN1_OBJECT_free', 'void', [P]),
  ASN1_STRING_to_UTF8: declare('ASN1_STRING_to_UTF8', 'int', [P, P]),
  ASN1_STRING_get0_data: declare('ASN1_STRING_get0_data', P, [P]),
  ASN1_STRING_length: declare('ASN1_STRING_length', 'int', [P]),
  ASN1_OCTET_STRING_free: declare('ASN1_OCTET_STRING_free', 'void', [P]),
  ASN1_TIME_print: declare('ASN1_TIME_print', 'int', [P, P]),
  i2a_ASN1_INTEGER: declare('i2a_ASN1_INTEGER', 'int', [P, P]),
  a2i_IPADDRESS: declare('a2i_IPADDRESS', P, ['str']),
  GENERAL_NAME_print: declare('GENERAL_NAME_print', 'int', [P, P]),
  GENERAL_NAMES_free: declare('GENERAL_NAMES_free', 'void', [P]),
  AUTHORITY_INFO_ACCESS_free: declare('AUTHORITY_INFO_ACCESS_free', 'void', [P]),
  CRL_DIST_POINTS_free: declare('CRL_DIST_POINTS_free', 'void', [P]),
  OPENSSL_sk_num: declare('OPENSSL_sk_num', 'int', [P]),
  OPENSSL_sk_value: declare('OPENSSL_sk_value', P, [P, 'int']),
  OPENSSL_sk_find: declare('OPENSSL_sk_find', 'int', [P, P]),

  X509_free: declare('X509_free', 'void', [P]),
  X509_up_ref: declare('X509_up_ref', 'int', [P]),
  X509_cmp: declare('X509_cmp', 'int', [P, P]),
  X509_subject_name_hash: declare('X509_subject_name_hash', 'ulong', [P]),
  X509_get_subject_name: declare('X509_get_subject_name', P, [P]),
  X509_get_issuer_name: declare('X509_get_issuer_name', P, [P]),
  X509_get_version: declare('X509_get_version', 'long', [P]),
  X509_get_serialNumber: declare('X509_get_serialNumber', P, [P]),
  X509_get0_notBefore: declare('X509_get0_notBefore', P, [P]),
  X509_get0_notAfter: declare('X509_get0_notAfter', P, [P]),
  X509_get_ext_d2i: declare('X509_get_ext_d2i', P, [P, 'int', P, P]),
  X509_check_ca: declare('X509_check_ca', 'int', [P]),
  X509_NAME_entry_count: declare('X509_NAME_entry_count', 'int', [P]),
  X509_NAME_get_entry: declare('X509_NAME_get_entry', P, [P, 'int']),
  X509_NAME_ENTRY_set: declare('X509_NAME_ENTRY_set', 'int', [P]),
  X509_NAME_ENTRY_get_object: declare('X509_NAME_ENTRY_get_object', P, [P]),
  X509_NAME_ENTRY_get_data: declare('X509_NAME_ENTRY_get_data', P, [P]),
  X509_NAME_print_ex: declare('X509_NAME_print_ex', 'int', [P, P, 'int', 'ulong']),
  i2d_X509: declare('i2d_X509', 'int', [P, P]),
  i2d_X509_bio: declare('i2d_X509_bio', 'int', [P, P]),
  d2i_X509_bio: declare('d2i_X509_bio', P, [P, P]),
  PEM_write_bio_X509: declare('PEM_write_bio_X509', 'int', [P, P]),
  PEM_write_bio_X509_AUX: declare('PEM_write_bio_X509_AUX', 'int', [P, P]),
  PEM_read_bio_X509: declare('PEM_read_bio_X509', P, [P, P, P, P]),
  PEM_read_bio_DHparams: declare('PEM_read_bio_DHparams', P, [P, P, P, P]),
  DH_free: declare('DH_free', 'void', [P]),
  X509_verify_cert_error_string: declare('X509_verify_cert_error_string', 'str', ['long']),
  X509_get_default_cert_file: declare('X509_get_default_cert_file', 'str', []),
  X509_get_default_cert_dir: declare('X509_get_default_cert_dir', 'str', []),
  X509_get_default_cert_file_env: declare('X509_get_default_cert_file_env', 'str', []),
  X509_get_default_cert_dir_env: declare('X509_get_default_cert_dir_env', 'str', []),
  X509_STORE_add_cert: declare('X509_STORE_add_cert', 'int', [P, P]),
  X509_STORE_get0_objects: declare('X509_STORE_get0_objects', P, [P]),
  X509_OBJECT_get_type: declare('X509_OBJECT_get_type', 'int', [P]),
  X509_OBJECT_get0_X509: declare('X509_OBJECT_get0_X509', P, [P]),
  X509_VERIFY_PARAM_get_flags: declare('X509_VERIFY_PARAM_get_flags', 'ulong', [P]),
  X509_VERIFY_PARAM_set_flags: declare('X509_VERIFY_PARAM_set_flags', 'int', [P, 'ulong']),
  X509_VERIFY_PARAM_clear_flags: declare('X509_VERIFY_PARAM_clear_flags', 'int', [P, 'ulong']),
  X509_VERIFY_PARAM_set_hostflags: declare('X509_VERIFY_PARAM_set_hostflags', 'void', [P, 'uint']),
  X509_VERIFY_PARAM_set1_host: declare('X509_VERIFY_PARAM_set1_host', 'int', [P, P, 'size_t']),
  X509_VERIFY_PARAM_set1_ip: declare('X509_VERIFY_PARAM_set1_ip', 'int', [P, P, 'size_t']),

  SSL_CTX_new: declare('SSL_CTX_new', P, [P]),
  SSL_CTX_free: declare('SSL_CTX_free', 'void', [P]),
  SSL_CTX_ctrl: declare('SSL_CTX_ctrl', 'long', [P, 'int', 'long', P]),
  SSL_CTX_callback_ctrl: declare('SSL_CTX_callback_ctrl', 'long', [P, 'int', P]),
  SSL_CTX_get_options: declare('SSL_CTX_get_options', 'uint64_t', [P]),
  SSL_CTX_set_options: declare('SSL_CTX_set_options', 'uint64_t', [P, 'uint64_t']),
  SSL_CTX_clear_options: declare('SSL_CTX_clear_options', 'uint64_t', [P, 'uint64_t']),
  SSL_CTX_get0_param: declare('SSL_CTX_get0_param', P, [P]),
  SSL_CTX_set_post_handshake_auth: declare('SSL_CTX_set_post_handshake_auth', 'void', [P, 'int']),
  SSL_CTX_set_cipher_list: declare('SSL_CTX_set_cipher_list', 'int', [P, 'str']),
  SSL_CTX_set_verify: declare('SSL_CTX_set_verify', 'void', [P, 'int', P]),
  SSL_CTX_get_verify_mode: declare('SSL_CTX_get_verify_mode', 'int', [P]),
  SSL_CTX_set_num_tickets: declare('SSL_CTX_set_num_tickets', 'int', [P, 'size_t']),
  SSL_CTX_get_num_tickets: declare('SSL_CTX_get_num_tickets', 'size_t', [P]),
  SSL_CTX_get_security_level: declare('SSL_CTX_get_security_level', 'int', [P]),
  SSL_CTX_use_certificate_chain_file: declare('SSL_CTX_use_certificate_chain_file', 'int', [P, P]),
  SSL_CTX_use_PrivateKey_file: declare('SSL_CTX_use_PrivateKey_file', 'int', [P, P, 'int']),
  SSL_CTX_check_private_key: declare('SSL_CTX_check_private_key', 'int', [P]),
  SSL_CTX_get_default_passwd_cb: declare('SSL_CTX_get_default_passwd_cb', P, [P]),
  SSL_CTX_set_default_passwd_cb: declare('SSL_CTX_set_default_passwd_cb', 'void', [P, P]),
  SSL_CTX_get_default_passwd_cb_userdata: declare('SSL_CTX_get_default_passwd_cb_userdata', P, [P]),
  SSL_CTX_set_default_passwd_cb_userdata: declare('SSL_CTX_set_default_passwd_cb_userdata', 'void', [P, P]),
  SSL_CTX_load_verify_locations: declare('SSL_CTX_load_verify_locations', 'int', [P, P, P]),
  SSL_CTX_set_default_verify_paths: declare('SSL_CTX_set_default_verify_paths', 'int', [P]),
  SSL_CTX_get_cert_store: declare('SSL_CTX_get_cert_store', P, [P]),
  SSL_CTX_set_alpn_protos: declare('SSL_CTX_set_alpn_protos', 'int', [P, P, 'uint']),
  SSL_CTX_set_alpn_select_cb: declare('SSL_CTX_set_alpn_select_cb', 'void', [P, P, P]),
  SSL_CTX_set_keylog_callback: declare('SSL_CTX_set_keylog_callback', 'void', [P, P]),
  SSL_CTX_set_msg_callback: declare('SSL_CTX_set_msg_callback', 'void', [P, P]),
  SSL_CTX_set_psk_client_callback: declare('SSL_CTX_set_psk_client_callback', 'void', [P, P]),
  SSL_CTX_set_psk_server_callback: declare('SSL_CTX_set_psk_server_callback', 'void', [P, P]),
  SSL_CTX_use_psk_identity_hint: declare('SSL_CTX_use_psk_identity_hint', 'int', [P, P]),
  SSL_select_next_proto: declare('SSL_select_next_proto', 'int', [P, P, P, 'uint', P, 'uint']),

  SSL_new: declare('SSL_new', P, [P]),
  SSL_free: declare('SSL_free', 'void', [P]),
  SSL_ctrl: declare('SSL_ctrl', 'long', [P, 'int', 'long', P]),
  SSL_set_fd: declare('SSL_set_fd', 'int', [P, 'int']),
  SSL_set_bio: declare('SSL_set_bio', 'void', [P, P, P]),
  SSL_get0_param: declare('SSL_get0_param', P, [P]),
  SSL_set_connect_state: declare('SSL_set_connect_state', 'void', [P]),
  SSL_set_accept_state: declare('SSL_set_accept_state', 'void', [P]),
  SSL_set_verify: declare('SSL_set_verify', 'void', [P, 'int', P]),
  SSL_get_verify_mode: declare('SSL_get_verify_mode', 'int', [P]),
  SSL_get_verify_result: declare('SSL_get_verify_result', 'long', [P]),
  SSL_set_post_handshake_auth: declare('SSL_set_post_handshake_auth', 'void', [P, 'int']),
  SSL_verify_client_post_handshake: declare('SSL_verify_client_post_handshake', 'int', [P]),
  SSL_set_SSL_CTX: declare('SSL_set_SSL_CTX', P, [P, P]),
  SSL_do_handshake: declare('SSL_do_handshake', 'int', [P]),
  SSL_read: declare('SSL_read', 'int', [P, P, 'int']),
  SSL_write: declare('SSL_write', 'int', [P, P, 'int']),
  SSL_write_ex: declare('SSL_write_ex', 'int', [P, P, 'size_t', P]),
  SSL_set_session_id_context: declare('SSL_set_session_id_context', 'int', [P, P, 'uint']),
  SSL_shutdown: declare('SSL_shutdown', 'int', [P]),
  SSL_get_shutdown: declare('SSL_get_shutdown', 'int', [P]),
  SSL_set_read_ahead: declare('SSL_set_read_ahead', 'void', [P, 'int']),
  SSL_get_error: declare('SSL_get_error', 'int', [P, 'int']),
  SSL_pending: declare('SSL_pending', 'int', [P]),
  SSL_is_init_finished: declare('SSL_is_init_finished', 'int', [P]),
  SSL_get_version: declare('SSL_get_version', 'str', [P]),
  SSL_get_current_cipher: declare('SSL_get_current_cipher', P, [P]),
  SSL_get_ciphers: declare('SSL_get_ciphers', P, [P]),
  SSL_get_client_ciphers: declare('SSL_get_client_ciphers', P, [P]),
  SSL_get1_peer_certificate: declare('SSL_get1_peer_certificate', P, [P]),
  SSL_get_peer_cert_chain: declare('SSL_get_peer_cert_chain', P, [P]),
  SSL_get0_verified_chain: declare('SSL_get0_verified_chain', P, [P]),
  SSL_get_servername: declare('SSL_get_servername', P, [P, 'int']),
  SSL_get0_alpn_selected: declare('SSL_get0_alpn_selected', 'void', [P, P, P]),
  SSL_get_current_compression: declare('SSL_get_current_compression', P, [P]),
  SSL_COMP_get_name: declare('SSL_COMP_get_name', 'str', [P]),
  SSL_get_finished: declare('SSL_get_finished', 'size_t', [P, P, 'size_t']),
  SSL_get_peer_finished: declare('SSL_get_peer_finished', 'size_t', [P, P, 'size_t']),
  SSL_session_reused: declare('SSL_session_reused', 'int', [P]),
  SSL_get1_session: declare('SSL_get1_session', P, [P]),
  SSL_get_session: declare('SSL_get_session', P, [P]),
  SSL_set_session: declare('SSL_set_session', 'int', [P, P]),
  SSL_SESSION_free: declare('SSL_SESSION_free', 'void', [P]),
  SSL_SESSION_dup: declare('SSL_SESSION_dup', P, [P]),
  SSL_SESSION_get_id: declare('SSL_SESSION_get_id', P, [P, P]),
  SSL_SESSION_get_time: declare('SSL_SESSION_get_time', 'long', [P]),
  SSL_SESSION_get_timeout: declare('SSL_SESSION_get_timeout', 'long', [P]),
  SSL_SESSION_has_ticket: declare('SSL_SESSION_has_ticket', 'int', [P]),
  SSL_SESSION_get_ticket_lifetime_hint: declare('SSL_SESSION_get_ticket_lifetime_hint', 'ulong', [P]),

  SSL_CIPHER_get_id: declare('SSL_CIPHER_get_id', 'uint', [P]),
  SSL_CIPHER_get_name: declare('SSL_CIPHER_get_name', 'str', [P]),
  SSL_CIPHER_get_version: declare('SSL_CIPHER_get_version', 'str', [P]),
  SSL_CIPHER_get_bits: declare('SSL_CIPHER_get_bits', 'int', [P, P]),
  SSL_CIPHER_description: declare('SSL_CIPHER_description', P, [P, P, 'int']),
  SSL_CIPHER_is_aead: declare('SSL_CIPHER_is_aead', 'int', [P]),
  SSL_CIPHER_get_cipher_nid: declare('SSL_CIPHER_get_cipher_nid', 'int', [P]),
  SSL_CIPHER_get_digest_nid: declare('SSL_CIPHER_get_digest_nid', 'int', [P]),
  SSL_CIPHER_get_kx_nid: declare('SSL_CIPHER_get_kx_nid', 'int', [P]),
  SSL_CIPHER_get_auth_nid: declare('SSL_CIPHER_get_auth_nid', 'int', [P]),
};

/** `TLS_method()` and its relatives: not every build has all of them. */
export function protocolMethod(name: string): Pointer {
  return foreign.has(name) ? (declare(name, P, [])() as Pointer) : null;
}

/** The items of an OpenSSL stack. */
export function stackItems(stack: Pointer): bigint[] {
  if (stack === null) return [];
  const items: bigint[] = [];
  const n = C.OPENSSL_sk_num(stack) as number;
  for (let i = 0; i < n; i++) items.push(C.OPENSSL_sk_value(stack, i));
  return items;
}

/** Runs `write` with a memory BIO and gives what was written. */
export function written(write: (bio: bigint) => void): Uint8Array {
  const bio = C.BIO_new(C.BIO_s_mem()) as bigint;
  try {
    write(bio);
    const length = Number(C.BIO_ctrl_pending(bio));
    const bytes = new Uint8Array(length);
    if (length > 0) C.BIO_read(bio, bytes, length);
    return bytes;
  } finally {
    C.BIO_free(bio);
  }
}

export const bytesText = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** `void **` for functions that answer through a pointer. */
export class Out {
  readonly memory = new BigUint64Array(1);
  get pointer(): Pointer {
    return this.memory[0] === 0n ? null : this.memory[0]!;
  }
}
