package org.compromiso.dashboard.projection;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Down with the reason while what readers see cannot be kept up with the topics. The row tells every instance. */
@Readiness
@ApplicationScoped
class ProjectionHealth implements AsyncHealthCheck {

    private final Pool pool;

    ProjectionHealth(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return pool.query("select generation, change_number, stopped from live")
                .execute()
                .map(rows -> rows.iterator().next())
                .map(row -> {
                    var stopped = row.getString("stopped");
                    var health = HealthCheckResponse.named("projection")
                            .status(stopped == null)
                            .withData("generation", row.getInteger("generation"))
                            .withData("changeNumber", row.getLong("change_number"));
                    return (stopped == null ? health : health.withData("reason", stopped)).build();
                })
                .onFailure()
                .recoverWithItem(e -> HealthCheckResponse.named("projection")
                        .down()
                        .withData("reason", "The database does not answer")
                        .build());
    }
}
