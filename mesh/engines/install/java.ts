import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** The folder of the Java that `java` on the PATH starts. @throws Error without one */
export function javaHome(): string {
  const programs = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'java'));
  const program = programs.find((each) => existsSync(each));
  if (program === undefined)
    throw new Error('java is not installed: apt-get install openjdk-17-jre-headless');
  return dirname(dirname(realpathSync(program)));
}
