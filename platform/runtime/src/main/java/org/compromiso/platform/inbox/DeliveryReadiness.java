package org.compromiso.platform.inbox;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Down while an event waits for a server, with the record that waits and since when: its partition waits behind it. */
@Readiness
@ApplicationScoped
class DeliveryReadiness implements HealthCheck {

    private final Delivery delivery;

    DeliveryReadiness(Delivery delivery) {
        this.delivery = delivery;
    }

    @Override
    public HealthCheckResponse call() {
        var waiting = delivery.waiting();
        var response = HealthCheckResponse.named("inbox").status(waiting.isEmpty());
        waiting.forEach((record, since) -> response.withData(record, "has waited for a server since " + since));
        return response.build();
    }
}
