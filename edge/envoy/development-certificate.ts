import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** PEM files, readable by their owner only. */
export interface CertificateFiles {
  /** Also the authority that clients trust: it signs itself. */
  readonly certificate: string;
  readonly key: string;
}

/** The files of a folder: a certificate for this machine alone, created the first time. Envoy wants an ECDSA key. */
export function developmentCertificate(folder: string): CertificateFiles {
  const files = { certificate: join(folder, 'edge.pem'), key: join(folder, 'edge.key') };
  if (existsSync(files.certificate) && existsSync(files.key)) return files;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
      ...[
        '-keyout',
        files.key,
        '-out',
        files.certificate,
        '-days',
        '365',
        '-subj',
        '/CN=Skein edge of one machine',
      ],
      ...[
        '-addext',
        'subjectAltName=DNS:localhost,IP:127.0.0.1',
        '-addext',
        'keyUsage=critical,digitalSignature,keyCertSign',
      ],
      ...['-addext', 'extendedKeyUsage=serverAuth'],
    ],
    { stdio: 'pipe' },
  );
  return files;
}
