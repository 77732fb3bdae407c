package org.compromiso.pledge.life;

import static io.restassured.RestAssured.given;
import static org.compromiso.pledge.life.Register.ILO;
import static org.compromiso.pledge.life.Register.PERU;
import static org.compromiso.pledge.life.Register.SECRETARIAT;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.compromiso.platform.testing.LocalServices;
import org.compromiso.pledge.PledgeFixtures;
import org.junit.jupiter.api.Test;

/** Who recorded a pledge and who pledges may be two (domain.md, Owner and entity). */
@QuarkusTest
@WithTestResource(LocalServices.class)
class OnBehalfTest {

    @Inject
    Register register;

    @Test
    void who_records_for_another_entity_owns_it_and_is_named_as_its_representative() {
        var reference = register.create(PERU, PledgeFixtures.completePledge())
                .path("reference")
                .toString();

        register.read(PERU, reference)
                .then()
                .body("owner", equalTo("Perú – MIGRACIONES"))
                .body("representedBy", equalTo("Perú – MIGRACIONES"))
                .body("entity.name", equalTo(PledgeFixtures.ILO));
        register.read(ILO, reference).then().statusCode(404);
    }

    @Test
    void the_entity_reads_changes_and_submits_what_the_secretariat_recorded_for_it() {
        var reference = recorded();

        register.read(ILO, reference)
                .then()
                .body("owner", equalTo(PledgeFixtures.ILO))
                .body("representedBy", nullValue())
                .body("contact.name", equalTo("Ana Quispe"));
        given().auth().oauth2(ILO).get("/api/pledges?mine=true").then().body("items.reference", hasItem(reference));
        register.patch(ILO, reference, "{\"title\":\"In its own words\"}")
                .then()
                .statusCode(200);
        register.post(ILO, reference, "submission", "{}").then().statusCode(200);
    }

    @Test
    void the_secretariat_changes_submits_and_deletes_what_it_recorded() {
        var submitted = recorded();
        register.patch(SECRETARIAT, submitted, "{\"title\":\"As it came by mail\"}")
                .then()
                .statusCode(200);
        register.post(SECRETARIAT, submitted, "submission", "{}").then().statusCode(200);
        var deleted = recorded();

        given().auth()
                .oauth2(SECRETARIAT)
                .header("If-Match", "\"0\"")
                .delete("/api/pledges/" + deleted)
                .then()
                .statusCode(204);

        given().auth()
                .oauth2(SECRETARIAT)
                .get("/api/pledges?mine=true")
                .then()
                .body("items.reference", hasItem(submitted))
                .body("items.reference", not(hasItem(deleted)));
    }

    @Test
    void the_secretariat_corrects_who_pledges_and_the_draft_goes_with_it() {
        var reference = recorded();

        register.patch(SECRETARIAT, reference, "{\"entity\":{\"name\":\"perú – migraciones\",\"kind\":\"state\"}}")
                .then()
                .statusCode(200)
                .body("owner", equalTo("perú – migraciones"));

        register.read(PERU, reference).then().statusCode(200);
        register.read(ILO, reference).then().statusCode(404);
    }

    @Test
    void an_owner_does_not_give_its_draft_away_by_naming_another_entity() {
        var reference = recorded();

        register.patch(ILO, reference, "{\"entity\":{\"name\":\"Perú – MIGRACIONES\",\"kind\":\"state\"}}")
                .then()
                .statusCode(200)
                .body("owner", equalTo(PledgeFixtures.ILO))
                .body("representedBy", equalTo(PledgeFixtures.ILO));

        register.read(PERU, reference).then().statusCode(404);
    }

    @Test
    void the_history_says_that_the_secretariat_recorded_it() {
        var reference = recorded();
        register.post(SECRETARIAT, reference, "submission", "{}");

        register.screen(reference, 1, "accepted");

        register.history(reference)
                .then()
                .body("items[0].event", equalTo("PledgeRegistered"))
                .body("items[0].what.by", equalTo("secretariat"));
    }

    private String recorded() {
        return register.create(SECRETARIAT, PledgeFixtures.completePledge())
                .then()
                .statusCode(201)
                .extract()
                .path("reference");
    }
}
