// Brings what the extension shares with the rest of the repository: licences and schemas. Only for packaging.

import { cpSync, writeFileSync } from "node:fs";

for (const name of ["LICENSE-MIT", "LICENSE-APACHE", "schemas"]) {
  cpSync(`../../${name}`, name, { recursive: true });
}
writeFileSync("LICENSE.txt", "Licensed under the Apache License, Version 2.0 (LICENSE-APACHE) or the MIT license (LICENSE-MIT), at your option.\n");
