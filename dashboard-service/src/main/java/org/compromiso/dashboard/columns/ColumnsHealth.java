package org.compromiso.dashboard.columns;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Down until the columns are loaded, and while it is not known whether they are still true. */
@Readiness
@ApplicationScoped
class ColumnsHealth implements HealthCheck {

    private final LiveColumns live;

    ColumnsHealth(LiveColumns live) {
        this.live = live;
    }

    @Override
    public HealthCheckResponse call() {
        var reason = live.reason();
        var health = HealthCheckResponse.named("columns")
                .status(reason == null)
                .withData("changeNumber", live.changeNumber());
        return (reason == null ? health : health.withData("reason", reason)).build();
    }
}
