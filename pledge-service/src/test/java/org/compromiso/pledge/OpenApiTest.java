package org.compromiso.pledge;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.withArgs;
import static org.hamcrest.Matchers.equalTo;

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

    @Test
    void so_do_these() {
        given().get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .rootPath("components.schemas.%s.properties.%s.%s")
                .body(withArgs("PledgeForm", "title", "minLength"), equalTo(3))
                .body(withArgs("PledgeForm", "title", "maxLength"), equalTo(300))
                .body(withArgs("PledgeGoal", "statement", "maxLength"), equalTo(3000))
                .body(withArgs("PledgeAmendment", "reason", "minLength"), equalTo(3))
                .body(withArgs("PledgeAmendment", "reason", "maxLength"), equalTo(3000));
    }
}
