package org.compromiso.practice;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.compromiso.platform.testing.LocalServices;
import org.compromiso.platform.testing.TextsInOpenApi;
import org.junit.jupiter.api.Test;

/** What the OpenAPI document says of the service. */
@QuarkusTest
@WithTestResource(LocalServices.class)
class OpenApiTest {

    @Test
    void every_text_shows_how_long_it_may_be() throws JsonProcessingException {
        TextsInOpenApi.assertLengthsShown();
    }
}
