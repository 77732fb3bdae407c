package org.compromiso.dashboard.search;

import static io.restassured.RestAssured.given;
import static org.compromiso.dashboard.fixtures.Event.REGISTERED;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.compromiso.dashboard.fixtures.Event;
import org.compromiso.dashboard.fixtures.Kafka;
import org.compromiso.dashboard.fixtures.Rows;
import org.compromiso.platform.testing.LocalServices;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Looking for pledges and practices: domain.md, Repository search. */
@QuarkusTest
@QuarkusTestResource(LocalServices.class)
class SearchTest {

    private static final String ENGLISH = "P-2026-730001";
    private static final String SPANISH = "P-2026-730002";
    private static final String SPANISH_PLURAL = "P-2026-730003";
    private static final String FRENCH = "P-2026-730004";
    private static final String RUSSIAN = "P-2026-730005";
    private static final String ARABIC = "P-2026-730006";
    private static final String CHINESE = "P-2026-730007";
    private static final String IN_ITS_TEXT = "P-2026-730008";
    private static final Set<String> ALL =
            Set.of(ENGLISH, SPANISH, SPANISH_PLURAL, FRENCH, RUSSIAN, ARABIC, CHINESE, IN_ITS_TEXT);

    @Inject
    Pool pool;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private Kafka kafka;
    private Rows rows;

    @BeforeEach
    void register() {
        kafka = new Kafka(bootstrapServers);
        rows = new Rows(pool);
        kafka.send(
                pledge(ENGLISH, "en", "Xylophones for the trained migrants of our self-employed harbour"),
                pledge(SPANISH, "es", "La capacitación zarzuela de los niños en Perú"),
                pledge(SPANISH_PLURAL, "es", "Zarzuelas y capacitaciones"),
                pledge(FRENCH, "fr", "L’intégration des réfugiés quinquennaux"),
                pledge(RUSSIAN, "ru", "Обучение российских мигрантов плаванию"),
                pledge(ARABIC, "ar", "تدريب المهاجرين على السباحة"),
                pledge(CHINESE, "zh", "移民 xylophones"),
                inItsText());
        rows.awaitRead(kafka);
    }

    @Test
    void words_are_found_in_any_form_in_the_language_of_each_pledge() {
        assertEquals(Set.of(ENGLISH, CHINESE, IN_ITS_TEXT), found("xylophones"));
        // A stem is of a language: in Chinese text a word stands for itself.
        assertEquals(Set.of(ENGLISH, IN_ITS_TEXT), found("xylophoning"));
        assertEquals(Set.of(ENGLISH), found("training harbours"));
        assertEquals(Set.of(RUSSIAN), found("российский мигрант"));
        assertEquals(Set.of(ARABIC), found("مهاجر"));
        assertEquals(Set.of(CHINESE), found("移民"));
        assertEquals(Set.of(SPANISH, SPANISH_PLURAL), found("zarzuela"));
    }

    @Test
    void accents_and_case_do_not_count() {
        for (var text : List.of("capacitación", "CAPACITACION", "capacitaciones")) {
            assertEquals(Set.of(SPANISH, SPANISH_PLURAL), found(text), text);
        }
        assertEquals(Set.of(SPANISH), found("ninos peru"));
        assertEquals(Set.of(FRENCH), found("integration refugies quinquennaux"));
        assertEquals(Set.of(FRENCH), found("l'intégration réfugié"));
    }

    @Test
    void one_typing_error_is_tolerated_in_words_of_five_letters_or_more() {
        for (var text : List.of("xylohones", "xylophonnes", "xylopjones", "xylohpones", "xilophones")) {
            assertEquals(Set.of(ENGLISH, CHINESE, IN_ITS_TEXT), found(text), text);
        }
        assertEquals(Set.of(SPANISH, SPANISH_PLURAL), found("capacitasion"));
        assertEquals(Set.of(), found("xilophanes"), "two errors");
        assertEquals(Set.of(SPANISH), found("pertu zarzuela"), "five letters, one of them too many");
        assertEquals(Set.of(), found("pera zarzuela"), "perú has four letters");
    }

    @Test
    void phrases_stand_as_they_are_and_what_is_refused_is_not_there() {
        assertEquals(Set.of(ENGLISH), found("\"trained migrants\""));
        assertEquals(Set.of(), found("\"migrants trained\""));
        assertEquals(Set.of(), found("\"trained migrantz\""), "no error in a phrase");
        assertEquals(Set.of(CHINESE, IN_ITS_TEXT), found("xylophones -harbour"));
        assertEquals(Set.of(CHINESE, IN_ITS_TEXT), found("xylophones -harbours"), "in any form");
        assertEquals(
                Set.of(ENGLISH, CHINESE, IN_ITS_TEXT), found("xylophones -harbuor"), "no error in what is refused");
        assertEquals(Set.of(CHINESE, IN_ITS_TEXT), found("xylophones -\"trained migrants\""));
        assertEquals(Set.of(ENGLISH), found("self-employed"));
        assertEquals(Set.of(), found("xylophones quinquennaux"), "all words are to be met");
    }

    @Test
    void goals_need_means_entity_and_confirmed_participants_are_searched() {
        for (var word :
                List.of("gobbledygook", "flabbergasted", "kerfuffle", "bamboozled", "Quetzaltenango", "Ouagadougou")) {
            assertEquals(Set.of(IN_ITS_TEXT), found(word), word);
        }
    }

    @Test
    void the_best_come_first_and_those_with_an_error_last() {
        assertEquals(List.of(IN_ITS_TEXT), listed("q=xylophones&sort=relevance").subList(2, 3));
        var mistyped = Event.pledge("P-2026-730009", 1);
        Event.pledgeIn(mistyped).put("title", "Xylophonez xylophonez").put("language", "en");
        kafka.send(Event.ofPledge(REGISTERED, mistyped));
        rows.awaitRead(kafka);

        var found = listed("q=xylophones");

        assertEquals("P-2026-730009", found.get(found.size() - 1));
        kafka.send(withdrawn(mistyped));
        rows.awaitRead(kafka);
    }

    @Test
    void filters_and_orders_apply_to_what_is_found() {
        assertEquals(
                List.of(ENGLISH, IN_ITS_TEXT, CHINESE).size(),
                listed("q=xylophones&sort=newest").size());
        assertEquals(List.of(), listed("q=xylophones&type=joined"));
        assertEquals(List.of(SPANISH, SPANISH_PLURAL), listed("q=zarzuelas&sort=title"), "la capacitación, zarzuelas");
        assertEquals(List.of(), listed("q=zarzuelas&registration=withdrawn"));
    }

    @Test
    void the_planner_is_told_that_an_index_is_worth_it() {
        assertEquals("1.1", rows.query("show random_page_cost").get(0).getString(0));
    }

    @Test
    void practices_are_searched_the_same_way() {
        var value = Event.practice("R-2026-730001", 1);
        ((ObjectNode) value.get("practice")).put("language", "es").put("lessons", "Aprendimos a zigzaguear.");
        kafka.send(Event.ofPractice(value));
        rows.awaitRead(kafka);

        for (var text : List.of("zigzaguear", "zigzaguearon consulado", "zigsaguear", "CONSULADOS zigzaguear")) {
            given().queryParam("q", text)
                    .get("/api/dashboard/practices")
                    .then()
                    .statusCode(200)
                    .body("items.reference", equalTo(List.of("R-2026-730001")));
        }
        given().queryParam("q", "zigzaguear -consulados")
                .get("/api/dashboard/practices")
                .then()
                .body("items.reference", equalTo(List.of()));
    }

    private static Set<String> found(String text) {
        return new TreeSet<>(given()
                .queryParam("q", text)
                .queryParam("limit", 100)
                .get("/api/dashboard/pledges")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.reference", String.class)
                .stream()
                .filter(ALL::contains)
                .toList());
    }

    private static List<String> listed(String query) {
        return given().get("/api/dashboard/pledges?" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.reference", String.class);
    }

    private static Event pledge(String reference, String language, String title) {
        var value = Event.pledge(reference, 1);
        Event.pledgeIn(value).put("title", title).put("language", language);
        return Event.ofPledge(REGISTERED, value);
    }

    private static Event inItsText() {
        var value = Event.pledge(IN_ITS_TEXT, 1);
        var pledge = Event.pledgeIn(value);
        pledge.put("language", "en")
                .put("title", "Something else")
                .put("description", "Xylophones are mentioned in the description, too.")
                .put("need", "People were flabbergasted.")
                .put("means", "A kerfuffle.");
        ((ObjectNode) pledge.get("entity")).put("name", "Quetzaltenango Department");
        ((ObjectNode) pledge.get("goals").get(0))
                .put("statement", "Gobbledygook")
                .put("indicator", "bamboozled officials");
        pledge.putArray("participants")
                .addObject()
                .put("id", "5b0c9a44-7d0e-4f6e-9d7e-0a4b8c1f2e63")
                .put("name", "Ouagadougou City")
                .put("kind", "local-authority")
                .putNull("country")
                .putNull("contribution");
        return Event.ofPledge(REGISTERED, value);
    }

    private static Event withdrawn(ObjectNode value) {
        Event.pledgeIn(value).put("registration", "withdrawn").put("version", 2);
        return Event.ofPledge("org.compromiso.PledgeWithdrawn.v1", value);
    }
}
