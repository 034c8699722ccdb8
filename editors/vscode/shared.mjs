// Brings what the extension shares with the rest of the repository: licences and schemas. Only for packaging.

import { cpSync } from "node:fs";

for (const name of ["LICENSE-MIT", "LICENSE-APACHE", "schemas"]) {
  cpSync(`../../${name}`, name, { recursive: true });
}
