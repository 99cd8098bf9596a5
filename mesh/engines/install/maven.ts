import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAtomically } from './create-atomically.ts';
import { run } from './run.ts';

const pluginVersion = '3.8.1';

/** Downloads artefacts (`group:name:version`) and their runtime dependencies into a folder of jars. */
export function jars(folder: string, artefacts: readonly string[]): Promise<void> {
  return createAtomically(folder, async (unfinished) => {
    mkdirSync(unfinished, { recursive: true });
    const pom = join(unfinished, 'pom.xml');
    writeFileSync(pom, pomOf(artefacts));
    const goal = `org.apache.maven.plugins:maven-dependency-plugin:${pluginVersion}:copy-dependencies`;
    await run('mvn', [
      '-q',
      '-B',
      '-f',
      pom,
      goal,
      '-DincludeScope=runtime',
      `-DoutputDirectory=${unfinished}`,
    ]);
  });
}

/** Downloads an archive (`group:name:version:zip`) and unpacks it into a folder. */
export function unpacked(folder: string, artefact: string): Promise<void> {
  return createAtomically(folder, async (unfinished) => {
    // Maven notes in the current folder what it has unpacked, and then unpacks it no more.
    const cwd = join(unfinished, 'maven');
    mkdirSync(cwd, { recursive: true });
    const goal = `org.apache.maven.plugins:maven-dependency-plugin:${pluginVersion}:unpack`;
    await run('mvn', ['-q', '-B', goal, `-Dartifact=${artefact}`, `-DoutputDirectory=${unfinished}`], {
      cwd,
    });
    rmSync(cwd, { recursive: true });
  });
}

function pomOf(artefacts: readonly string[]): string {
  const dependencies = artefacts.map((artefact) => {
    const [group, name, version] = artefact.split(':');
    return `<dependency><groupId>${group}</groupId><artifactId>${name}</artifactId><version>${version}</version></dependency>`;
  });
  return `<project xmlns="http://maven.apache.org/POM/4.0.0">
<modelVersion>4.0.0</modelVersion><groupId>skein</groupId><artifactId>engines</artifactId><version>1</version>
<packaging>pom</packaging><dependencies>${dependencies.join('')}</dependencies></project>
`;
}
