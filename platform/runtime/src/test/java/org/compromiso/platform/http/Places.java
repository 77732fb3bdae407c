package org.compromiso.platform.http;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.constraints.DecimalMax;
import java.util.UUID;
import org.compromiso.platform.idempotency.Answer;
import org.compromiso.platform.idempotency.Idempotency;
import org.compromiso.platform.json.Body;

/** Takes places and forgets them; each gets a reference. */
@ApplicationScoped
class Places {

    record Place(
            String name,

            @DecimalMax(value = "90", message = "latitude-range")
            Double latitude) {}

    private final Idempotency idempotency;

    Places(Idempotency idempotency) {
        this.idempotency = idempotency;
    }

    @WithTransaction
    Uni<Answer> add(Body<Place> body) {
        return idempotency.once(body.tree(), () -> {
            body.valid();
            return Uni.createFrom().item(new Answer(201, UUID.randomUUID().toString(), 1));
        });
    }
}
