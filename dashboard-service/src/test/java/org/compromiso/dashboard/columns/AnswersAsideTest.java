package org.compromiso.dashboard.columns;

import static org.compromiso.dashboard.fixtures.Rows.patiently;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicReference;
import org.compromiso.platform.testing.LocalServices;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LocalServices.class)
class AnswersAsideTest {

    @Inject
    Aggregates aggregates;

    @Inject
    LiveColumns live;

    @Inject
    Vertx vertx;

    @Test
    void answers_are_counted_and_written_off_the_event_loop() {
        // Given an answer that tells who writes it
        var eventLoop = new AtomicReference<Boolean>();
        var answer = new JsonSerializable.Base() {
            @Override
            public void serialize(JsonGenerator json, SerializerProvider provider) throws IOException {
                eventLoop.set(Context.isOnEventLoopThread());
                json.writeNull();
            }

            @Override
            public void serializeWithType(JsonGenerator json, SerializerProvider provider, TypeSerializer type)
                    throws IOException {
                serialize(json, provider);
            }
        };
        var today = LocalDate.of(2026, 11, 21);
        patiently().until(() -> live.reason() == null);

        // When it is asked for as a request would
        vertx.runOnContext(on -> aggregates
                .answer("who writes", today, today, columns -> answer)
                .subscribe()
                .with(written -> {}));

        // Then
        patiently().until(() -> eventLoop.get() != null);
        assertFalse(eventLoop.get());
    }
}
