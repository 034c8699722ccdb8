# The program alone, linked statically. `docker run --rm -v "$PWD:/proposals" hotfix-lint check`
FROM rust:1.95-alpine AS build
WORKDIR /source
COPY . .
RUN cargo build --release --locked

FROM scratch
COPY --from=build /source/target/release/hotfix-lint /hotfix-lint
COPY LICENSE-MIT LICENSE-APACHE /
USER 65532:65532
WORKDIR /proposals
ENTRYPOINT ["/hotfix-lint"]
CMD ["check"]
