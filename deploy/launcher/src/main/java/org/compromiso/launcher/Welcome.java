package org.compromiso.launcher;

/** What the terminal shows when everything runs: addresses, users, and what to try first. */
final class Welcome {

    private Welcome() {}

    static String text(Options options) {
        Ports p = options.ports();
        String shift = options.clock().isZero()
                ? ""
                : "\n  Business clock         shifted by " + options.clock().toDays() + " days\n";
        return """

                  Landing page           http://127.0.0.1:%1$d/
                  Console, dashboard     http://127.0.0.1:%1$d/q/swagger-ui
                  Console, pledges       http://127.0.0.1:%2$d/q/swagger-ui
                  Console, practices     http://127.0.0.1:%3$d/q/swagger-ui
                  Console, reviews       http://127.0.0.1:%4$d/q/swagger-ui
                  Keycloak               http://localhost:%5$d/ (user admin; password in %6$s)
                  Kafka                  127.0.0.1:%7$d (services), 127.0.0.1:%12$d (partners, with a token of client partner-demo)
                  PostgreSQL             127.0.0.1:%8$d (passwords in the same file)
                  Logs                   %9$s
                %11$s
                  Demo users (password = user name; realm %10$s)
                    pledger-pe  pledger-ilo  pledger-quilmes
                    secretariat  secretariat-2  reviewer-un  reviewer-un-2  reviewer-ext-1 … reviewer-ext-4  admin

                  Try
                    TOKEN=$(curl -s http://localhost:%5$d/realms/%10$s/protocol/openid-connect/token -d grant_type=password -d client_id=demo-cli -d username=pledger-ilo -d password=pledger-ilo | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/'); curl -i http://127.0.0.1:%2$d/api/pledges -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '{"title":"Fair recruitment in practice","type":"individual","entity":{"name":"International Labour Organization","kind":"un-entity"}}'
                    curl 'http://127.0.0.1:%1$d/api/dashboard/overview?groupBy=type,compliance'
                """.formatted(
                        p.dashboard(),
                        p.pledge(),
                        p.practice(),
                        p.review(),
                        p.keycloak(),
                        options.data().resolve("secrets.properties"),
                        p.kafka(),
                        p.postgres(),
                        options.data().resolve("logs"),
                        KeycloakServer.REALM,
                        shift,
                        p.kafkaPartners());
    }
}
