package org.compromiso.platform.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Down while this service may not send its events (a database older than its topics). */
@Readiness
@ApplicationScoped
class RelayReadiness implements HealthCheck {

    private final OutboxRelay relay;

    RelayReadiness(OutboxRelay relay) {
        this.relay = relay;
    }

    @Override
    public HealthCheckResponse call() {
        var refusal = relay.refusal();
        var response = HealthCheckResponse.named("outbox-relay").status(refusal == null);
        return refusal == null
                ? response.build()
                : response.withData("reason", refusal).build();
    }
}
